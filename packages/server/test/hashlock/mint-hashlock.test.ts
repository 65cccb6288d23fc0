import { createHash } from 'node:crypto';
import { array, assert, constantFrom, nat, oneof, pre, property, string, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isServerError } from '../../src/index.ts';
import { hashlockDigest, mintHashlock } from '../../src/hashlock/index.ts';
import type { HashlockValues, MintHashlockOptions } from '../../src/hashlock/index.ts';
import { NOW, STRONG_SECRET } from '../support.ts';

const options: MintHashlockOptions = { secret: STRONG_SECRET, now: NOW };
const two: MintHashlockOptions = { ...options, fields: ['user', 'plan'] };

describe('a hashlock', () => {
  it('is signed in the order of the fields, with an expiry', () => {
    const made = mintHashlock({ plan: 'gold', user: 'v-1' }, two);
    expect(made).toEqual({
      params: [
        ['user', 'v-1'],
        ['plan', 'gold'],
      ],
      expires: NOW / 1000 + 300,
      hash: hashlockDigest(['v-1', 'gold'], { expires: NOW / 1000 + 300, secret: STRONG_SECRET }),
    });
  });

  it.each([
    [{}, 300],
    [{ lifetimeSeconds: 60 }, 60],
    [{ lifetimeSeconds: 9000 }, 300],
    [{ lifetimeSeconds: -5 }, 1],
    [{ maxLifetimeSeconds: 9000 }, 9000],
  ])('A41 with %j lasts %i s', (wanted, seconds) => {
    expect(mintHashlock({ user: 'v' }, { ...options, ...wanted }).expires).toBe(
      NOW / 1000 + seconds,
    );
  });

  it('A41 no configuration makes one last longer than a day', () => {
    expect(() => mintHashlock({ user: 'v' }, { ...options, maxLifetimeSeconds: 86_401 })).toThrow(
      /maxLifetimeSeconds/,
    );
  });
});

describe('values', () => {
  const invalid = expect.objectContaining({ code: 'invalid_value' });

  it.each(['a b', 'viewer@example.com', '~!{}"\\<>', '0', 'x'.repeat(63)])(
    'control: %j is signed',
    (user) => {
      expect(mintHashlock({ user }, options).params).toEqual([['user', user]]);
    },
  );

  it.each(['a|b', '|', 'eve|1900000000'])('A34 %j is refused', (user) => {
    expect(() => mintHashlock({ user }, options)).toThrow(invalid);
  });

  it.each([
    '',
    'a\r\nb',
    'a\nb',
    'a\u0000b',
    'a\tb',
    '\u007f',
    'José',
    'а',
    '\u{1f600}',
    'x'.repeat(129),
  ])('A35 %j is refused', (user) => {
    expect(() => mintHashlock({ user }, options)).toThrow(invalid);
  });

  it.each([JSON.parse('1'), JSON.parse('null'), JSON.parse('["v"]'), JSON.parse('{}')])(
    'A35 %j is no text',
    (user) => {
      expect(() => mintHashlock({ user }, options)).toThrow(invalid);
    },
  );

  it.each<[string, HashlockValues]>([
    ['one is missing', { user: 'v' }],
    ['one is not declared', { user: 'v', plan: 'gold', admin: '1' }],
    ['another name', { user: 'v', plans: 'gold' }],
  ])('%s', (_why, values) => {
    expect(() => mintHashlock(values, two)).toThrow(invalid);
    expect(() => mintHashlock({ user: 'v', plan: 'gold' }, two)).not.toThrow();
  });

  it('A38 a published collision is no input, nor any block that a viewer could choose whole', () => {
    const [a, b] = ['A', 'E'].map(
      (sign) => `TEXTCOLLBYfGiJUETHQ4h${sign}cKSMd5zYpgqf1YRDhkmxHkhPWptrkoyz28wnI9V0aHeAuaKnak`,
    );
    const md5 = (text = ''): string => createHash('md5').update(text).digest('hex');
    expect(md5(a)).toBe(md5(b));
    for (const user of [a ?? '', b ?? '', 'x'.repeat(64)])
      expect(() => mintHashlock({ user }, options)).toThrow(invalid);
    expect(() => mintHashlock({ user: 'x'.repeat(32), plan: 'x'.repeat(31) }, two)).toThrow(
      invalid,
    );
    expect(() => mintHashlock({ user: 'x'.repeat(32), plan: 'x'.repeat(30) }, two)).not.toThrow();
  });

  it('never names the value', () => {
    expect(() => mintHashlock({ user: 'canary|' }, options)).not.toThrow(/canary/);
    expect(() => mintHashlock({ user: 'canary|' }, options)).toThrow(/user/);
  });
});

describe('configuration', () => {
  it.each(['short', '', '123456789012345', 'TOPSECRET', 'TOP_SECRET_KEY'])(
    'A42 secret %j is refused',
    (secret) => {
      expect(() => mintHashlock({ user: 'v' }, { ...options, secret })).toThrow(
        expect.objectContaining({ code: 'config', message: expect.stringContaining('secret') }),
      );
    },
  );

  it.each([
    [[]],
    [['hash']],
    [['hashExpire']],
    [['a', 'a']],
    [['ü']],
    [['a|b']],
    [['__proto__']],
    [['1']],
  ])('fields %j are refused', (fields) => {
    expect(() => mintHashlock({ user: 'v' }, { ...options, fields })).toThrow(/fields/);
  });
});

describe('the signed string', () => {
  const signedString = (values: readonly [string, string], expires: number): string | undefined => {
    let signed: string | undefined;
    try {
      const md5 = (text: string): string => ((signed = text), '');
      mintHashlock({ user: values[0], plan: values[1] }, { ...two, md5, lifetimeSeconds: expires });
    } catch {
      return undefined;
    }
    return signed;
  };

  it('different input makes a different one', () => {
    const text = array(constantFrom('a', 'b', '|', '1', '7', ' '), {
      minLength: 1,
      maxLength: 3,
    }).map((parts) => parts.join(''));
    const input = tuple(text, text, constantFrom(1, 17, 171));
    let compared = 0;
    assert(
      property(input, input, (one, other) => {
        pre(JSON.stringify(one) !== JSON.stringify(other));
        const [a, b] = [one, other].map(([user, plan, expires]) =>
          signedString([user, plan], expires),
        );
        if (a === undefined || b === undefined) return true;
        compared += 1;
        return a !== b;
      }),
      { numRuns: 10_000, seed: 34 },
    );
    expect(compared).toBeGreaterThan(1000);
  });

  it('control: the bare algorithm does not promise that', () => {
    const md5 = (text: string): string => text;
    const options_ = { expires: 17, secret: 's', md5 };
    expect(hashlockDigest(['a|b', 'c'], options_)).toBe(hashlockDigest(['a', 'b|c'], options_));
  });

  it('any text is either signed as it is or refused', () => {
    const outcome = (user: string): unknown => {
      try {
        return mintHashlock({ user }, options).params[0]?.[1];
      } catch (error) {
        return isServerError(error) && error.code;
      }
    };
    const units = array(nat({ max: 0xffff }), { maxLength: 70 });
    const odd = units.map((codes) => String.fromCharCode(...codes));
    assert(
      property(oneof(odd, string({ maxLength: 70 })), (user) => {
        const plain = /^[\u0020-\u007e]{1,63}$/.test(user) && !user.includes('|');
        return outcome(user) === (plain ? user : 'invalid_value');
      }),
      { numRuns: 1000, seed: 35 },
    );
  });
});
