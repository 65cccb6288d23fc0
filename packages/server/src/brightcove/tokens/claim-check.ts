import { ServerError } from '../../server-error.ts';

/** What one claim must be. */
export interface ClaimCheck {
  readonly fits: (value: unknown) => boolean;
  /** The same in words, after "must be". */
  readonly must: string;
}

/**
 * Checks claims before they are signed. One that is `undefined` counts as absent.
 *
 * @returns The claims that are there, in the order in which they were given.
 * @throws {ServerError} `invalid_grant`, naming the claim; never its value.
 */
export function checkClaims(
  claims: Readonly<Record<string, unknown>>,
  checks: Readonly<Record<string, ClaimCheck>>,
): Readonly<Record<string, unknown>> {
  const given = Object.entries(claims).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined)
      throw invalidClaim(
        name,
        `is none that can be given: those are ${Object.keys(checks).join(', ')}`,
      );
    if (!check.fits(value)) throw invalidClaim(name, `must be ${check.must}`);
  }
  return Object.fromEntries(given);
}

/** @param what What is wrong with it, without a full stop. */
export function invalidClaim(name: string, what: string): ServerError {
  return new ServerError('invalid_grant', `The claim ${name.slice(0, 32)} ${what}.`);
}

/** Visible text, also where it has spaces. */
export function text(most: number): ClaimCheck {
  return {
    fits: (value) =>
      typeof value === 'string' && value.length <= most && /^[^\u0000-\u001f\u007f]+$/.test(value),
    must: `a text of 1 to ${most} characters, none of them control`,
  };
}

export function pattern(allowed: RegExp, must: string): ClaimCheck {
  return { fits: (value) => typeof value === 'string' && allowed.test(value), must };
}

export function wholeNumber(least: number): ClaimCheck {
  return {
    fits: (value) => Number.isSafeInteger(value) && Number(value) >= least,
    must: `a whole number from ${least} on`,
  };
}

export function oneOf(...words: readonly string[]): ClaimCheck {
  const must = `one of ${words.map((word) => JSON.stringify(word)).join(', ')}`;
  return { fits: (value) => words.some((word) => word === value), must };
}

export function listOf(item: ClaimCheck, most: number): ClaimCheck {
  return {
    fits: (value) =>
      Array.isArray(value) && value.length >= 1 && value.length <= most && value.every(item.fits),
    must: `a list of 1 to ${most}, each ${item.must}`,
  };
}

/** An audience that must be among those named. */
export function audience(needed: string): ClaimCheck {
  const list = listOf(text(256), 16);
  return {
    fits: (value) => list.fits(value) && Array.isArray(value) && value.includes(needed),
    must: `a list that has ${needed}`,
  };
}

export function either(one: ClaimCheck, other: ClaimCheck): ClaimCheck {
  return {
    fits: (value) => one.fits(value) || other.fits(value),
    must: `${one.must}, or ${other.must}`,
  };
}

const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);

/** A whole IPv4 or IPv6 address. */
export const ipAddress: ClaimCheck = {
  fits: (value) =>
    typeof value === 'string' &&
    (IPV4.test(value) || (/^[\da-f:.]{2,45}$/i.test(value) && URL.canParse(`http://[${value}]/`))),
  must: 'a whole IPv4 or IPv6 address',
};
