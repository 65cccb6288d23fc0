import { readFileSync } from 'node:fs';
import { epochMs } from '@playgate/protocol';
import { anything, assert, json, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatHashlock,
  hashlockDigest,
  mintHashlock,
  verifyHashlock,
} from '../../src/hashlock/index.ts';
import type { VerifyHashlockOptions } from '../../src/hashlock/index.ts';
import { NOW, STRONG_SECRET } from '../support.ts';

const options: VerifyHashlockOptions = {
  secret: STRONG_SECRET,
  fields: ['user', 'plan'],
  now: NOW,
};
const minted = mintHashlock({ user: 'eve', plan: 'gold' }, options);
const { expires, hash } = minted;
const good = [{ user: 'eve' }, { plan: 'gold' }, { hashExpire: expires }, { hash }];
const verdict = (value: unknown, more: Partial<VerifyHashlockOptions> = {}): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const result = verifyHashlock(text, { ...options, ...more });
  return result.ok ? 'ok' : result.reason;
};
const signed = (values: readonly string[], until: number): string =>
  hashlockDigest(values, { expires: until, secret: STRONG_SECRET });

describe('what mintHashlock writes', () => {
  it('is accepted, and read', () => {
    expect(verifyHashlock(formatHashlock(minted), options)).toEqual({
      ok: true,
      values: { user: 'eve', plan: 'gold' },
      hashlock: minted,
    });
    expect(verdict(good)).toBe('ok');
  });

  it('A41 is accepted until it expires, and not a millisecond longer', () => {
    expect(verdict(good, { now: epochMs(expires * 1000 - 1) })).toBe('ok');
    expect(verdict(good, { now: epochMs(expires * 1000) })).toBe('expired');
  });

  it.each(['false', '"false"'])('%s is the no of the vendor', (text) => {
    expect(verdict(text)).toBe('denied');
  });
});

describe('anything else', () => {
  const [user, plan, until, digest] = good;

  it.each<[string, unknown]>([
    ['fields reordered', [plan, user, until, digest]],
    ['control members reordered', [user, plan, digest, until]],
    ['expiry first', [until, user, plan, digest]],
    ['a field renamed', [{ admin: 'eve' }, plan, until, digest]],
    ['a field dropped', [user, until, digest]],
    ['a field added', [user, plan, { role: 'admin' }, until, digest]],
    ['expiry dropped', [user, plan, digest]],
    ['expiry under another name', [user, plan, { x: String(expires) }, digest]],
    ['expiry under another name, twice', [user, plan, until, until, digest]],
    ['hash dropped', [user, plan, until]],
    ['expiry as text', [user, plan, { hashExpire: String(expires) }, digest]],
    ['expiry too large', JSON.stringify(good).replace(String(expires), '1e400')],
    ['expiry not whole', [user, plan, { hashExpire: expires + 0.5 }, digest]],
    ['a value as a number', [{ user: 1 }, plan, until, digest]],
    ['a value as null', [{ user: null }, plan, until, digest]],
    ['hash in upper case', [user, plan, until, { hash: hash.toUpperCase() }]],
    ['hash cut', [user, plan, until, { hash: hash.slice(1) }]],
    ['hash longer', [user, plan, until, { hash: `${hash}0` }]],
    ['two members in one object', [{ user: 'eve', plan: 'gold' }, until, digest]],
    ['control members in one object', [user, plan, { hashExpire: expires, hash }]],
    ['an extra member', [{ user: 'eve', x: '1' }, plan, until, digest]],
    ['an object', { user: 'eve', plan: 'gold', hashExpire: expires, hash }],
    ['nested', [good]],
    ['no JSON', 'hash'],
    ['empty', ''],
    ['too long', `${JSON.stringify(good)}${' '.repeat(9000)}`],
    ['nothing', 'null'],
    ['true', 'true'],
  ])('A37 %s is malformed', (_what, value) => {
    expect(verdict(value)).toBe('malformed');
    expect(verdict(good)).toBe('ok');
  });

  it.each<[string, unknown]>([
    ['another viewer', [{ user: 'bob' }, plan, until, digest]],
    ['a later expiry', [user, plan, { hashExpire: expires + 1 }, digest]],
    ['another digest', [user, plan, until, { hash: '0'.repeat(32) }]],
    ['values moved', [{ user: 'evegold' }, { plan: 'x' }, until, digest]],
  ])('A37 %s does not fit the digest', (_what, value) => {
    expect(verdict(value)).toBe('bad_digest');
  });

  it('another secret does not fit', () => {
    expect(verdict(good, { secret: `${STRONG_SECRET}x` })).toBe('bad_digest');
  });

  it('A34 a pipe cannot lengthen a life, nor split or merge values, though the digest fits', () => {
    const far = expires + 1_000_000;
    const longer = [
      { user: `eve|${far}` },
      plan,
      until,
      { hash: signed([`eve|${far}`, 'gold'], expires) },
    ];
    const merged = [{ user: 'eve|gold' }, until, digest];
    expect(verdict(longer)).toBe('malformed');
    expect(verdict(merged, { fields: ['user'] })).toBe('malformed');
  });

  it('an expired one cannot be relabelled', () => {
    const old = NOW / 1000 - 10;
    const stale = { hash: signed(['eve', 'gold'], old) };
    expect(verdict([user, plan, { hashExpire: old }, stale])).toBe('expired');
    expect(verdict([user, plan, { x: String(old) }, stale])).toBe('malformed');
  });

  it('never throws for any text', () => {
    assert(
      property(
        oneof(
          string(),
          json(),
          anything().map((value) => String(JSON.stringify(value))),
        ),
        (text) => {
          return ['malformed', 'denied'].includes(verdict(text));
        },
      ),
      { numRuns: 2000, seed: 37 },
    );
  });
});

describe('the comparison', () => {
  it('A39 is timingSafeEqual over digests of equal length', () => {
    const source = readFileSync(
      new URL('../../src/hashlock/verify-hashlock.ts', import.meta.url),
      'utf8',
    );
    expect(source).toMatch(/a\.length === b\.length && timingSafeEqual\(a, b\)/);
    expect(source).not.toMatch(/(?<!typeof )hash (?:===|!==)/);
  });
});
