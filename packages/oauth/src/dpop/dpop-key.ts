import { DPoP, modifyAssertion } from 'oauth4webapi';
import type { DPoPHandle } from 'oauth4webapi';
import type { OAuthEnvironment } from '../environment.ts';
import { OAuthError } from '../oauth-error.ts';
import type { OAuthEvent } from '../oauth-event.ts';
import type { SafeStore } from '../storage/safe-store.ts';

/** The key that tokens are bound to. */
export interface DpopKey {
  readonly handle: DPoPHandle;
  /** Whether it outlives this page. */
  readonly isStored: boolean;
}

export interface DpopKeyParts {
  readonly environment: OAuthEnvironment;
  readonly store: SafeStore;
  readonly aheadMs: () => number;
  /** The session of now. */
  readonly sessionId: () => string | undefined;
  readonly emit: (event: OAuthEvent) => void;
}

interface FoundKey extends DpopKey {
  readonly pair: CryptoKeyPair;
}

/** Keeps one key for all tabs, and one for this page where the browser stores none (private windows, lockdown). */
export function createDpopKeys(parts: DpopKeyParts) {
  const { environment, store, sessionId, emit } = parts;
  let current: Promise<FoundKey> | undefined;
  let of: string | undefined;

  async function find(held: Promise<FoundKey | undefined> | undefined): Promise<FoundKey> {
    const before = await held?.catch(() => undefined);
    const own = before && !before.isStored ? before.pair : await make(environment);
    let pair = own;
    const isStored = await store.update('dpop', (kept) => {
      pair = isKeyPair(kept) ? kept : own;
      return pair;
    });
    if (!isStored && pair !== before?.pair) emit({ type: 'not-stored', what: 'dpop_key' });
    const handle = handleOf(parts, pair);
    const print = await handle.calculateThumbprint();
    // The handle knows the nonces of the servers.
    return before && (await before.handle.calculateThumbprint()) === print
      ? before
      : { handle, pair, isStored };
  }

  return {
    /** Looks anew with each session: another tab may have begun it, with another key. */
    get(): Promise<DpopKey> {
      const id = sessionId();
      if (!current || of !== id) {
        of = id;
        const found = find(current);
        found.catch(() => {
          if (current === found) current = undefined;
        });
        current = found;
      }
      return current;
    },
    /** For the next one. */
    forget(): Promise<unknown> {
      current = undefined;
      return store.update('dpop', () => undefined);
    },
  };
}

async function make({ makeKeyPair }: OAuthEnvironment): Promise<CryptoKeyPair> {
  try {
    return await makeKeyPair();
  } catch {
    throw new OAuthError('insecure_context', 'The browser makes no key.');
  }
}

function handleOf(
  { environment: { clock }, aheadMs }: DpopKeyParts,
  pair: CryptoKeyPair,
): DPoPHandle {
  return DPoP({}, pair, {
    [modifyAssertion]: (_header, payload) => {
      payload['iat'] = Math.floor((clock.now() + aheadMs()) / 1000);
    },
  });
}

const isKeyPair = (value: unknown): value is CryptoKeyPair =>
  typeof value === 'object' && value !== null && 'privateKey' in value;
