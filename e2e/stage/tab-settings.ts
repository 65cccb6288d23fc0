/** What the stage tells its tabs. */
export interface TabSettings {
  /** How the application is registered at the authorization server. */
  readonly oauth: {
    readonly issuer: string;
    readonly clientId: string;
    readonly scope: string;
    readonly refreshTokenStorage: 'memory' | 'indexeddb';
  };
  /** Where access tokens open media. */
  readonly media: string;
}
