import type { OAuthOptions } from '@playgate/oauth';

/** What the page whose session is in the browser is made with. */
export interface BrowserSettings {
  /** Where the API and its media are. */
  readonly stapi: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly options: Pick<OAuthOptions, 'dpop' | 'refreshTokenStorage'>;
}
