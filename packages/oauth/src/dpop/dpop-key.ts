import { DPoP, modifyAssertion } from 'oauth4webapi';
import type { DPoPHandle } from 'oauth4webapi';
import type { OAuthEnvironment } from '../environment.ts';
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
  readonly emit: (event: OAuthEvent) => void;
}

/** Keeps one key for all tabs, and one for this page where the browser stores none (private windows, lockdown). */
export function createDpopKeys({ environment, store, aheadMs, emit }: DpopKeyParts) {
  const { clock, makeKeyPair } = environment;
  let current: Promise<DpopKey> | undefined;

  async function find(): Promise<DpopKey> {
    const fresh = await makeKeyPair();
    let pair = fresh;
    const isStored = await store.update('dpop', (kept) => {
      pair = isKeyPair(kept) ? kept : fresh;
      return pair;
    });
    if (!isStored) emit({ type: 'not_stored', what: 'dpop_key' });
    const handle = DPoP({}, pair, {
      [modifyAssertion]: (_header, payload) => {
        payload['iat'] = Math.floor((clock.now() + aheadMs()) / 1000);
      },
    });
    return { handle, isStored };
  }

  return {
    get: (): Promise<DpopKey> => (current ??= find()),
    /** For the next one. */
    forget(): Promise<unknown> {
      current = undefined;
      return store.update('dpop', () => undefined);
    },
  };
}

const isKeyPair = (value: unknown): value is CryptoKeyPair =>
  typeof value === 'object' && value !== null && 'privateKey' in value;
