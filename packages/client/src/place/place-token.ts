import { parsePass } from '@playgate/protocol';
import type { Placement, RefusalAction, RequestKind } from '@playgate/protocol';
import { ClientError } from '../client-error.ts';
import type { TokenPlacer } from '../pass-client-options.ts';

/** Where a token may go. */
export interface TokenTarget {
  /** URL prefixes as in a rule's `match.urls`, for example `https://cdn.example/films/`. */
  readonly urls: readonly string[];
  /** The kinds of request. Default: every request. */
  readonly kinds?: readonly RequestKind[];
  /** What this edge means by a status. */
  readonly refusals?: Readonly<Record<number, RefusalAction>>;
}

/**
 * Places a token as `Authorization: Bearer …`.
 *
 * @throws {ClientError} `config`, naming the option.
 */
export function bearer(target: TokenTarget): TokenPlacer {
  return placer(target, (token) => ({
    kind: 'header',
    name: 'Authorization',
    value: `Bearer ${token}`,
  }));
}

/**
 * Places a token in a header of its own.
 *
 * @param target.name One of the headers that a pass may set: see `Placement` of the protocol.
 * @param target.redirects `never`: the edge promises never to redirect. Without it XMLHttpRequest engines cannot send the header.
 * @throws {ClientError} `config`, naming the option.
 */
export function header({
  name,
  ...target
}: TokenTarget & { readonly name: string; readonly redirects?: 'never' }): TokenPlacer {
  return placer(target, (value) => ({ kind: 'header', name, value }));
}

/**
 * Places a token in a query parameter, percent-encoded. Never an OAuth token: URLs end up in logs.
 *
 * @throws {ClientError} `config`, naming the option.
 */
export function query({ param, ...target }: TokenTarget & { readonly param: string }): TokenPlacer {
  return placer(target, (token) => ({
    kind: 'query',
    params: { [encodeURIComponent(param)]: encodeURIComponent(token) },
  }));
}

function placer(
  { urls, kinds, ...rest }: TokenTarget & { readonly redirects?: 'never' },
  place: (token: string) => Placement,
): TokenPlacer {
  const match = { urls, ...(kinds && { kinds }) };
  const rules: TokenPlacer = (token) => [{ ...rest, match, place: [place(token)] }];
  try {
    parsePass({ version: 1, rules: rules('x') });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    throw new ClientError('config', `place: ${why} Correct it.`, { cause });
  }
  return rules;
}
