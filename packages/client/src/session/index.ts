export type { BackendSession, PopupSignInOptions, SignInOptions } from './backend-session.ts';
export type { BackendSessionOptions } from './backend-session-options.ts';
export { createBackendSession } from './create-backend-session.ts';
export type { SessionPage, SessionPopup } from './session-page.ts';
export type {
  FollowedSession,
  SessionCallback,
  ViewerSession,
  ViewerSessionSource,
} from './viewer-session.ts';
