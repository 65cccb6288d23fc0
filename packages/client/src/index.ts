export type {
  AuthorizedRequest,
  Authorizer,
  AuthorizerPhase,
  AuthorizerState,
  PlayerAbilities,
  Refusal,
  Verdict,
} from './authorizer.ts';
export { ClientError, isClientError } from './client-error.ts';
export type { ClientErrorAction, ClientErrorCode, ClientErrorDetails } from './client-error.ts';
export type { ClientEvent } from './client-event.ts';
export { systemClock } from './clock.ts';
export type { Clock } from './clock.ts';
export { createPassClient } from './create-pass-client.ts';
export type { ClientSession, PassClient } from './pass-client.ts';
export type { PassClientOptions, TokenPlacer } from './pass-client-options.ts';
export { endpointSource } from './ask/endpoint-source.ts';
export type { EndpointSourceOptions } from './ask/endpoint-source.ts';
export { fetchSource } from './ask/fetch-source.ts';
export type { FetchSourceOptions } from './ask/fetch-source.ts';
export { fixedSource } from './ask/fixed-source.ts';
export { createObservable } from './observable.ts';
export type { Observable, WritableObservable } from './observable.ts';
export type { WakeTarget } from './on-wake.ts';
export type { AskContext, BareToken, PassSource } from './ask/pass-source.ts';
export { bearer, header, query } from './place/place-token.ts';
export type { TokenTarget } from './place/place-token.ts';
export type {
  SessionCallback,
  FollowedSession,
  ViewerSession,
  ViewerSessionSource,
} from './session/viewer-session.ts';
export type { NativeRung } from './native-rung.ts';
export type { MarkStore } from './mark-store.ts';
export { tokenSource } from './ask/token-source.ts';
export { formatPass, parsePass } from '@playgate/protocol';
export type {
  Interaction,
  JsonValue,
  PassBody,
  PassMode,
  PassRequest,
  PassRule,
  Placement,
  PlaybackPass,
  PlaybackSource,
  RefusalAction,
  RequestKind,
} from '@playgate/protocol';
