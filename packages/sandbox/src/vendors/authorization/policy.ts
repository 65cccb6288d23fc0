import type { JsonObject } from '../../json-members.ts';
import { SandboxError } from '../../sandbox-error.ts';

/** How the authorization server behaves. The vendor's document says nothing of it; the defaults are today's good practice. */
export interface Policy {
  /** Whether a code needs a challenge (RFC 7636). The method is always S256. Default `required`. */
  readonly pkce: 'required' | 'optional';
  /** Pushed authorization requests (RFC 9126). Default `optional`. */
  readonly par: Demand;
  /** Tokens that are bound to a key (RFC 9449). Default `optional`. */
  readonly dpop: Demand;
  /** Whether a proof needs a nonce of this server. Default false. */
  readonly dpopNonce: boolean;
  /** Whether each refresh replaces the refresh token, so that the old one, used again, ends the whole grant. Default true. */
  readonly rotation: boolean;
  /** For how many seconds a replaced refresh token may still be used, for answers that were lost. Default 0. */
  readonly rotationGraceSeconds: number;
  /** Default `opaque`. */
  readonly accessTokenFormat: 'opaque' | 'jwt';
  /** Whole seconds from 1 on, as are the next two. Default 600. */
  readonly accessTokenSeconds: number;
  /** Default 14 days. */
  readonly refreshTokenSeconds: number;
  /** Default 60. */
  readonly codeSeconds: number;
}

export type Demand = 'off' | 'optional' | 'required';

export const DEFAULT_POLICY: Policy = {
  pkce: 'required',
  par: 'optional',
  dpop: 'optional',
  dpopNonce: false,
  rotation: true,
  rotationGraceSeconds: 0,
  accessTokenFormat: 'opaque',
  accessTokenSeconds: 600,
  refreshTokenSeconds: 14 * 86_400,
  codeSeconds: 60,
};

/**
 * Changes some members of a policy.
 *
 * @throws {SandboxError} `invalid_option`, naming the member.
 */
export function changePolicy(policy: Policy, details: JsonObject): Policy {
  for (const name of Object.keys(details))
    check(
      Object.hasOwn(policy, name),
      `A policy has: ${Object.keys(policy).join(', ')}; not ${name}.`,
    );
  const changed = { ...policy, ...details };
  return {
    pkce: oneOf(changed.pkce, 'pkce', ['required', 'optional']),
    par: oneOf(changed.par, 'par', ['off', 'optional', 'required']),
    dpop: oneOf(changed.dpop, 'dpop', ['off', 'optional', 'required']),
    dpopNonce: flag(changed.dpopNonce, 'dpopNonce'),
    rotation: flag(changed.rotation, 'rotation'),
    rotationGraceSeconds: seconds(changed.rotationGraceSeconds, 'rotationGraceSeconds', 0),
    accessTokenFormat: oneOf(changed.accessTokenFormat, 'accessTokenFormat', ['opaque', 'jwt']),
    accessTokenSeconds: seconds(changed.accessTokenSeconds, 'accessTokenSeconds', 1),
    refreshTokenSeconds: seconds(changed.refreshTokenSeconds, 'refreshTokenSeconds', 1),
    codeSeconds: seconds(changed.codeSeconds, 'codeSeconds', 1),
  };
}

function oneOf<const Word extends string>(
  value: unknown,
  name: string,
  words: readonly Word[],
): Word {
  const word = words.find((one) => one === value);
  check(word !== undefined, `${name} must be ${words.join(' or ')}.`);
  return word;
}

function flag(value: unknown, name: string): boolean {
  check(typeof value === 'boolean', `${name} must be true or false.`);
  return value;
}

function seconds(value: unknown, name: string, least: number): number {
  const isWhole = typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
  check(isWhole, `${name} must be a whole number of seconds from ${least} on.`);
  return value;
}

function check(holds: boolean, message: string): asserts holds {
  if (!holds) throw new SandboxError('invalid_option', message);
}
