export type { Clock } from './clock.ts';
export { createOAuth } from './create-oauth.ts';
export type { Locks, OAuthEnvironment, Page, Popup, TextStore } from './environment.ts';
export type { BearerToken, OAuth, SignIn } from './oauth.ts';
export { isOAuthError, OAuthError } from './oauth-error.ts';
export type {
  OAuthErrorAction,
  OAuthErrorCode,
  OAuthErrorDetails,
  OAuthServerCode,
} from './oauth-error.ts';
export type { OAuthEvent } from './oauth-event.ts';
export type { OAuthOptions } from './oauth-options.ts';
export type { Observable } from './observable.ts';
export type { OAuthSession } from './session.ts';
export type { PopupOptions, SignedIn, SignInOptions } from './sign-in/sign-in-options.ts';
export type { SignOutOptions } from './sign-out/sign-out-options.ts';
export type { KeyValueStore } from './storage/key-value-store.ts';
export type { Channel } from './tabs/channel.ts';
