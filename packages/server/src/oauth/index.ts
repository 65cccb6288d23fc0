export { createOAuthClient } from './oauth-client.ts';
export type { ClientTokenOrder, CodeExchange, OAuthClient } from './oauth-client.ts';
export { readConfidentialClient } from './oauth-settings.ts';
export type {
  ConfidentialClient,
  ConfidentialClientOptions,
  OAuthSettings,
} from './oauth-settings.ts';
export { createOAuthTransport } from './oauth-transport.ts';
export type { OAuthCallOptions, OAuthFetch, OAuthTransport } from './oauth-transport.ts';
export type { TokenSet } from './token-set.ts';
export type { TokenState } from './token-state.ts';
export { createVendorApi } from '../api/create-vendor-api.ts';
export { parseApiUrl } from '../api/parse-api-url.ts';
export type { CallOptions } from '../api/call-options.ts';
