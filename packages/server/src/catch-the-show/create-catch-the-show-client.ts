import { DEFAULT_LIFETIME_SECONDS, lifetimeOption } from '../mint/clamp-lifetime.ts';
import { accessTokens } from './access-tokens.ts';
import type { AccessTokens } from './access-tokens.ts';
import { apiKeys } from './api-keys.ts';
import type { ApiKeys } from './api-keys.ts';
import { collection } from './collection.ts';
import type { Collection } from './collection.ts';
import { connect } from './connect.ts';
import type { ConnectionOptions } from './connect.ts';
import { interactiveVideos } from './interactive-videos.ts';
import type { InteractiveVideos } from './interactive-videos.ts';
import { accessTokenIssuer } from './issue-access-token.ts';
import type { IssuerOptions } from './issue-access-token.ts';
import type { ListApi } from './list-api.ts';
import { readUser } from './read-user.ts';
import type { NewUser, User } from './read-user.ts';
import { readLiveStream, readVideo, videoBody } from './read-video.ts';
import type { LiveStream, NewVideo, Video } from './read-video.ts';

/** Options of `createCatchTheShowClient`. */
export interface CatchTheShowClientOptions extends ConnectionOptions, IssuerOptions {
  /** The longest an access token may last, in seconds. Default 3600, at most 86400. */
  readonly maxLifetimeSeconds?: number;
  /** How lists are paged. Default: by `limit` and `cursor`. */
  readonly lists?: ListApi;
}

/** Catch The Show's API with the secret key: for servers alone. */
export interface CatchTheShowClient {
  readonly liveStreams: Collection<LiveStream, NewVideo>;
  readonly videos: Collection<Video, NewVideo>;
  readonly interactiveVideos: InteractiveVideos;
  readonly users: Collection<User, NewUser>;
  readonly accessTokens: AccessTokens;
  readonly keys: ApiKeys;
}

/**
 * Makes the client of Catch The Show's API. The document prints one call, `POST /v1/live-streams`; all others are written in its manner,
 * with paths, paging and the token call open to configuration. Nothing of this was tried against a live service.
 *
 * Errors are kept apart as the document's sample does: an HTTP error has a `status`, then there are `vendor_connection` and
 * `vendor_timeout`, and the rest is `vendor_response`.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see Catch The Show, "Authentication overview".
 */
export function createCatchTheShowClient(options: CatchTheShowClientOptions): CatchTheShowClient {
  const connection = connect(options);
  const { lists } = options;
  const maxLifetimeSeconds = lifetimeOption(options.maxLifetimeSeconds, {
    name: 'maxLifetimeSeconds',
    standard: DEFAULT_LIFETIME_SECONDS,
  });
  const issue = accessTokenIssuer(connection, options);
  const tokens = accessTokens(connection, issue, maxLifetimeSeconds);
  const { paths } = connection;
  return {
    liveStreams: collection(connection, {
      ...{ path: paths.liveStreams, kind: 'live', lists },
      ...{ what: 'a live stream', read: readLiveStream, body: videoBody },
    }),
    videos: collection(connection, {
      ...{ path: paths.videos, kind: 'video', lists },
      ...{ what: 'a video', read: readVideo, body: videoBody },
    }),
    interactiveVideos: interactiveVideos(connection, tokens, lists),
    users: collection(connection, {
      ...{ path: paths.users, kind: 'user', lists },
      ...{ what: 'a user', read: readUser, body: ({ name }: NewUser) => ({ name }) },
    }),
    accessTokens: tokens,
    keys: apiKeys(connection, lists),
  };
}
