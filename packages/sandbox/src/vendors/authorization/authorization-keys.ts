/** An application that acts for itself: client credentials, by `client_secret_basic`, with every scope. */
export interface AuthorizationKeys {
  readonly clientId: string;
  readonly clientSecret: string;
}
