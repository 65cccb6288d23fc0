import { jsonMember } from '@playgate/server/handlers';
import { parseKeptTokens } from './kept-tokens.ts';
import type { KeptTokens } from './kept-tokens.ts';
import { isText, storedMember } from './stored-member.ts';

/** A session, as it lies in the store. Times are of this backend's clock, in milliseconds. */
export interface SessionRecord {
  readonly viewer: string;
  /** What the application chose from the ID token. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly startedAt: number;
  /** The end that nothing moves. */
  readonly endsAt: number;
  /** When the viewer last did something. */
  readonly seenAt: number;
  /** The last revocation of the viewer's sessions before this one. Another means that this one is revoked. */
  readonly revocation?: string;
  /** What the authorization server calls its own session (`sid`). */
  readonly providerSession?: string;
  /** The hint for the sign-out there. */
  readonly idToken?: string;
  readonly tokens: KeptTokens;
}

export function formatSessionRecord(record: SessionRecord): string {
  return JSON.stringify(record);
}

/** @returns `undefined` for what is none. */
export function parseSessionRecord(text: string): SessionRecord | undefined {
  const value: unknown = JSON.parse(text);
  const viewer = jsonMember(value, 'viewer');
  const claims = jsonMember(value, 'claims');
  const [startedAt, endsAt, seenAt] = [
    jsonMember(value, 'startedAt'),
    jsonMember(value, 'endsAt'),
    jsonMember(value, 'seenAt'),
  ];
  const tokens = parseKeptTokens(jsonMember(value, 'tokens'));
  if (typeof viewer !== 'string' || !isObject(claims) || tokens === undefined) return undefined;
  if (typeof startedAt !== 'number' || typeof endsAt !== 'number') return undefined;
  if (typeof seenAt !== 'number') return undefined;
  return {
    ...{ viewer, claims, startedAt, endsAt, seenAt, tokens },
    ...storedMember(value, 'revocation', isText),
    ...storedMember(value, 'providerSession', isText),
    ...storedMember(value, 'idToken', isText),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
