import type { ApiClock, Store } from '@playgate/server';
import { digest } from '../store/digest.ts';

/**
 * Marks that end sessions without a list of them: a session knows the mark that stood when it began, and another one ends it. A mark that
 * comes while somebody signs in ends that session, too.
 */
export interface Revocations {
  /** The mark that stands now. */
  markOf(whose: Revoked): Promise<string | undefined>;
  mark(whose: Revoked): Promise<void>;
}

/** Whose sessions: all of a viewer, or the one that the authorization server calls so. */
export type Revoked = { readonly viewer: string } | { readonly providerSession: string };

/** When a mark was set, in milliseconds of this backend's clock. */
export function timeOfMark(mark: string): number {
  return Number(mark.split('.', 1)[0]);
}

/** @param lifeMs How long a mark is needed: as long as what it ends can last. */
export function createRevocations(store: Store, clock: ApiClock, lifeMs: number): Revocations {
  return {
    markOf: (whose) => store.get(keyOf(whose)),
    mark: (whose) => store.set(keyOf(whose), `${clock.now()}.${crypto.randomUUID()}`, lifeMs),
  };
}

function keyOf(whose: Revoked): string {
  const [kind, name] =
    'viewer' in whose ? ['viewer', whose.viewer] : ['provider', whose.providerSession];
  return `revoked:${kind}:${digest(name)}`;
}
