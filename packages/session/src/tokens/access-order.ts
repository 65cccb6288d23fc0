import { ServerError } from '@playgate/server';
import { areWithin, readScopes } from './scopes.ts';

/** A token that may do less than the sign-in was granted. */
export interface NarrowToken {
  /** What it may do, and no more: some of the scopes of the sign-in, separated by spaces. Default: what the session's own token may. */
  readonly scope?: string;
  /** What it is for: one of the sign-in's resources. Default: the first, if there are any. */
  readonly resource?: string;
}

/** Which of a session's access tokens is wanted. */
export interface AccessOrder extends NarrowToken {
  /** Tells it from the session's others. */
  readonly purpose: string;
}

/** The purpose of the token that the session begins with, and that may do all that the sign-in may. */
export const OWN = 'session';

/** What may be ordered. */
export interface Orderable {
  readonly scope: string;
  readonly resources: readonly string[];
}

/** @throws {ServerError} `config`, naming the member: never more than the sign-in asks for. */
export function readAccessOrder(
  { scope, resource }: NarrowToken,
  { scope: allowed, resources }: Orderable,
): AccessOrder {
  const [first] = resources;
  const target = resource ?? first;
  if (resource !== undefined && !resources.includes(resource))
    throw new ServerError('config', 'resource must be one of those that sessions are made with.');
  if (scope === undefined && target === first)
    return { purpose: OWN, ...(target !== undefined && { resource: target }) };
  const scopes = readScopes(scope ?? allowed).toSorted();
  if (scopes.length === 0 || !areWithin(scopes, readScopes(allowed)))
    throw new ServerError(
      'config',
      'scope must hold scopes that sessions are made with, no others.',
    );
  return {
    purpose: `${target ?? ''} ${scopes.join(' ')}`,
    scope: scopes.join(' '),
    ...(target !== undefined && { resource: target }),
  };
}
