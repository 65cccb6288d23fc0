import { jsonMember } from '@playgate/server/handlers';
import { isNumber, isText, storedMember } from '../store/stored-member.ts';

/** A sign-in that has begun, as it lies in the store. */
export interface SignInRecord {
  /** A digest of what the browser's cookie holds: another browser's answer is not this one's. */
  readonly browser: string;
  readonly begunAt: number;
  /** Empty, as is the nonce, once the sign-in has ended. */
  readonly codeVerifier: string;
  readonly nonce: string;
  /** Absolute, checked. */
  readonly returnTo: string;
  /** The key of the session before, which this one replaces. */
  readonly before?: string;
  /** Somebody is exchanging the code, and has until then. */
  readonly takenUntil?: number;
  /** How it ended: with a session, or with the code of an error. */
  readonly session?: string;
  readonly failure?: string;
}

/** @returns `undefined` for what is none. */
export function parseSignInRecord(text: string): SignInRecord | undefined {
  const value: unknown = JSON.parse(text);
  const [browser, codeVerifier, nonce, returnTo] = [
    jsonMember(value, 'browser'),
    jsonMember(value, 'codeVerifier'),
    jsonMember(value, 'nonce'),
    jsonMember(value, 'returnTo'),
  ];
  const begunAt = jsonMember(value, 'begunAt');
  if (typeof browser !== 'string' || typeof codeVerifier !== 'string') return undefined;
  if (typeof nonce !== 'string' || typeof returnTo !== 'string') return undefined;
  if (typeof begunAt !== 'number') return undefined;
  return {
    ...{ browser, begunAt, codeVerifier, nonce, returnTo },
    ...storedMember(value, 'before', isText),
    ...storedMember(value, 'takenUntil', isNumber),
    ...storedMember(value, 'session', isText),
    ...storedMember(value, 'failure', isText),
  };
}
