import type { Store } from '@playgate/server';
import { digest } from '../store/digest.ts';
import type { Sealer } from '../store/sealer.ts';
import { parseSignInRecord } from './sign-in-record.ts';
import type { SignInRecord } from './sign-in-record.ts';

/** A sign-in as it was read. */
export interface KeptSignIn {
  readonly key: string;
  readonly text: string;
  readonly record: SignInRecord;
}

/** Sign-ins on their way, by their state. */
export interface SignIns {
  begin(state: string, record: SignInRecord): Promise<void>;
  /** @returns `undefined` when there is none, or not of this browser. */
  find(state: string, browser: string | undefined): Promise<KeptSignIn | undefined>;
  /**
   * Writes only if nobody has written since it was read.
   *
   * @returns What stands there then; `undefined` when it did not write.
   */
  change(kept: KeptSignIn, record: SignInRecord): Promise<KeptSignIn | undefined>;
}

/** How long a sign-in may take, and its answer may be repeated, in milliseconds. */
export const SIGN_IN_MS = 600_000;

export function createSignIns(store: Store, sealer: Sealer): SignIns {
  const keyOf = (state: string): string => `sign-in:${digest(state)}`;
  const seal = (key: string, record: SignInRecord): Promise<string> =>
    sealer.seal(JSON.stringify(record), key);
  return {
    async begin(state, record) {
      const key = keyOf(state);
      await store.set(key, await seal(key, record), SIGN_IN_MS);
    },
    async find(state, browser) {
      if (browser === undefined) return undefined;
      const key = keyOf(state);
      const text = await store.get(key);
      const opened = text === undefined ? undefined : await sealer.open(text, key);
      const record = opened && parseSignInRecord(opened.text);
      if (text === undefined || record?.browser !== digest(browser)) return undefined;
      return { key, text, record };
    },
    async change({ key, text: before }, record) {
      const text = await seal(key, record);
      return (await store.replace(key, before, text, SIGN_IN_MS))
        ? { key, text, record }
        : undefined;
    },
  };
}
