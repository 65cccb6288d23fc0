import type { PassRule, Placement, UrlPrefix } from '@playgate/protocol';
import { parseUrlPrefixes } from '../url-prefixes.ts';
import { connect } from './connect.ts';
import type { Connection, ConnectionOptions } from './connect.ts';
import { accessTokenIssuer } from './issue-access-token.ts';
import type { IssueAccessToken, IssuerOptions } from './issue-access-token.ts';

/** Options of `catchTheShow`. */
export interface CatchTheShowOptions extends ConnectionOptions, IssuerOptions {
  /** Where the media lies: URL prefixes, spelled as in a pass rule. The access token goes there and, if they are given, to `pageApiUrls`. */
  readonly mediaUrls: readonly string[];
  /**
   * Where pages call the vendor's API themselves, by `client.fetch`: URL prefixes, as above. The token goes there as
   * `Authorization: Bearer`; grant the permissions for it. Default: nowhere.
   */
  readonly pageApiUrls?: readonly string[];
  /** How the token goes to the media, which the document does not say. Default: as `Authorization: Bearer`. */
  readonly place?: (token: string) => readonly Placement[];
  /** What the media servers mean by a status, which the document does not say. Default: that of a pass rule, 401 and 403 mean renew. */
  readonly refusals?: NonNullable<PassRule['refusals']>;
}

/** The options, checked and complete. */
export interface CatchTheShowSettings {
  readonly connection: Connection;
  readonly issue: IssueAccessToken;
  readonly mediaPrefixes: readonly UrlPrefix[];
  /** The rules of a pass with that token, or of one that needs none. */
  readonly rulesFor: (token: string | undefined) => readonly PassRule[];
  /** How long one call may take with its repeats, in milliseconds: a viewer waits. */
  readonly withinMs: number;
}

/** @throws {ServerError} `config`, naming the option. */
export function readCatchTheShowOptions(options: CatchTheShowOptions): CatchTheShowSettings {
  const { mediaUrls, pageApiUrls = [], timeoutMs = 5000 } = options;
  if (pageApiUrls.length > 0) parseUrlPrefixes(pageApiUrls, 'pageApiUrls');
  const connection = connect(options);
  return {
    connection,
    issue: accessTokenIssuer(connection, options),
    mediaPrefixes: parseUrlPrefixes(mediaUrls, 'mediaUrls'),
    rulesFor: (token) => rulesFor(token, options),
    withinMs: timeoutMs,
  };
}

function rulesFor(
  token: string | undefined,
  { mediaUrls, pageApiUrls = [], place = bearer, refusals }: CatchTheShowOptions,
): readonly PassRule[] {
  if (token === undefined) return [{ match: { urls: mediaUrls }, place: [{ kind: 'none' }] }];
  const media: PassRule = {
    match: { urls: mediaUrls },
    place: place(token),
    ...(refusals !== undefined && { refusals }),
  };
  if (pageApiUrls.length === 0) return [media];
  return [{ match: { urls: pageApiUrls, kinds: ['api'] }, place: bearer(token) }, media];
}

function bearer(token: string): readonly Placement[] {
  return [{ kind: 'header', name: 'Authorization', value: `Bearer ${token}` }];
}
