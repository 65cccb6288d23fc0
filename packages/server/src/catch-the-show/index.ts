export { catchTheShow } from './catch-the-show.ts';
export type { CatchTheShowOptions } from './catch-the-show-options.ts';
export { createCatchTheShowClient } from './create-catch-the-show-client.ts';
export type {
  CatchTheShowClient,
  CatchTheShowClientOptions,
} from './create-catch-the-show-client.ts';
export type {
  AccessToken,
  AccessTokenApi,
  AccessTokenOrder,
  Resource,
} from './access-token-api.ts';
export type { AccessTokens, NewAccessToken } from './access-tokens.ts';
export type { ApiKey, ApiKeys, GraceOptions, NewApiKey, ShownApiKey } from './api-keys.ts';
export type { CallOptions } from '../api/call-options.ts';
export type { Collection } from './collection.ts';
export type { ConnectionOptions } from './connect.ts';
export type { Interaction, InteractiveVideo, InteractiveVideos } from './interactive-videos.ts';
export type { IssuedToken, IssuerOptions } from './issue-access-token.ts';
export type { KeyRefusal } from '../api/tokens/key-ring.ts';
export type { ListApi, ListPage } from './list-api.ts';
export type { ListOptions } from './list-of.ts';
export type { CatchTheShowPaths } from './paths.ts';
export type { NewUser, User } from './read-user.ts';
export type { LiveStream, NewVideo, Video } from './read-video.ts';
export type { KeyEnvironment, NamedSecretKey, SecretKeyOptions } from './secret-keys.ts';
export { createCatchTheShowRelay } from './relay/create-catch-the-show-relay.ts';
export { permit } from './relay/relay-options.ts';
export type {
  AskedCall,
  CatchTheShowRelayOptions,
  Permit,
  RelayDecide,
  RelayedCall,
} from './relay/relay-options.ts';
export { catchTheShowDoctor } from './catch-the-show-doctor.ts';
export type { CatchTheShowDoctorOptions } from './catch-the-show-doctor.ts';
