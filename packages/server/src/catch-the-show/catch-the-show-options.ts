import type { UrlPrefix } from '@playgate/protocol';
import { parseUrlPrefixes } from '../url-prefixes.ts';
import { connect } from './connect.ts';
import type { Connection, ConnectionOptions } from './connect.ts';
import { accessTokenIssuer } from './issue-access-token.ts';
import type { IssueAccessToken, IssuerOptions } from './issue-access-token.ts';

/** Options of `catchTheShow`. */
export interface CatchTheShowOptions extends ConnectionOptions, IssuerOptions {
  /** Where the media lies: URL prefixes, spelled as in a pass rule. The access token goes there and nowhere else. */
  readonly mediaUrls: readonly string[];
}

/** The options, checked and complete. */
export interface CatchTheShowSettings {
  readonly connection: Connection;
  readonly issue: IssueAccessToken;
  readonly mediaUrls: readonly string[];
  readonly mediaPrefixes: readonly UrlPrefix[];
  /** How long one call may take with its repeats, in milliseconds: a viewer waits. */
  readonly withinMs: number;
}

/** @throws {ServerError} `config`, naming the option. */
export function readCatchTheShowOptions(options: CatchTheShowOptions): CatchTheShowSettings {
  const { mediaUrls, timeoutMs = 5000 } = options;
  const connection = connect(options);
  return {
    connection,
    issue: accessTokenIssuer(connection, options),
    mediaUrls,
    mediaPrefixes: parseUrlPrefixes(mediaUrls, 'mediaUrls'),
    withinMs: timeoutMs,
  };
}
