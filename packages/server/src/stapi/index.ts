export { createStapiClient } from './api/create-stapi-client.ts';
export type { StapiClient } from './api/create-stapi-client.ts';
export type { StapiApplication, StapiClientOptions } from './api/stapi-client-options.ts';
export type { ApiKeyOptions } from './api/api-key-authorization.ts';
export type { KeyRefusal } from '../api/key-ring.ts';
export type { CallOptions } from '../api/call-options.ts';
export type { StapiAnalytics, StapiAnalyticsApi } from './api/analytics-api.ts';
export type { NewStapiStream, StapiLiveStreams } from './api/live-streams-api.ts';
export type { NewVideo, StapiVideos } from './api/videos-api.ts';
export type { ListOptions } from './api/list-entries.ts';
export type { StapiPermission } from './api/permission.ts';
export type { VideoContent } from './api/put-content.ts';
export type { StapiEntry } from './api/read-entry.ts';
export { stapi } from './playback/stapi.ts';
export type { StapiOptions } from './playback/stapi.ts';
export type { FilmPlace, FilmPlaceOptions, StapiFilm } from './playback/film-place.ts';
export type {
  ApplicationTokens,
  PlayTokenOptions,
  ViewerToken,
  ViewerTokens,
} from './playback/play-tokens.ts';
export { createStapiOAuth } from './oauth/stapi-oauth.ts';
export type { StapiOAuth } from './oauth/stapi-oauth.ts';
export type { StapiOAuthOptions } from './oauth/stapi-oauth-options.ts';
export type { ClientTokenOrder, CodeExchange } from '../oauth/oauth-client.ts';
export type { TokenSet } from '../oauth/token-set.ts';
export type { TokenState } from '../oauth/token-state.ts';
export { createStoredTokens } from './oauth/stored-tokens.ts';
export type { GetTokenOptions, StoredTokens, StoredTokensOptions } from './oauth/stored-tokens.ts';
export { stapiDoctor } from './doctor/stapi-doctor.ts';
export type { StapiDoctorOptions } from './doctor/stapi-doctor.ts';
