import { createHash } from 'node:crypto';
import { runInThisContext } from 'node:vm';
import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatHashlock, mintHashlock } from '../../../src/hashlock/index.ts';
import { HASH_TEST_RULES } from '../../../src/ibm/hashlock/hash-test-rules.ts';
import { createIbmHashTester } from '../../../src/ibm/index.ts';
import { NOW, STRONG_SECRET } from '../../support.ts';

interface Result {
  readonly vendor: boolean;
  readonly strict: boolean;
  readonly rules: readonly {
    readonly name: string;
    readonly state: string;
    readonly says: string;
  }[];
}

/** The page's script, as it is sent. */
const {
  checkResponse,
  md5,
}: {
  checkResponse: (text: string, secret: string, nowSeconds: number) => Result;
  md5: (text: string) => string;
} = runInThisContext(`(() => { ${HASH_TEST_RULES}; return { checkResponse, md5 }; })()`);

const BEFORE = 1_500_000_000;
const check = (value: unknown, secret = 'TOPSECRET', now = BEFORE): Result =>
  checkResponse(typeof value === 'string' ? value : JSON.stringify(value), secret, now);
/** The rules that are not kept, and what is said of them. */
const broken = (result: Result): readonly string[] =>
  result.rules.filter(({ state }) => state === 'bad').map(({ name, says }) => `${name}: ${says}`);

it('has an MD5 that is MD5, for any text', () => {
  assert(
    property(string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(md5(text)).toBe(createHash('md5').update(text).digest('hex'));
    }),
  );
});

const H = '0253acee466a26b0327617b55851116e';
const user = { user: 'user@example.com' };
const hashExpire = 1520694398;

describe('C1, like the vendor', () => {
  it.each<[string, unknown, string?]>([
    [
      'the printed response without an expiry',
      [
        { userName: 'testuser' },
        { someString: 'someValue' },
        { hash: '56a8835175d33c368955dac6bdaf00de' },
      ],
      'testMyHash',
    ],
    ['hash before hashExpire', [user, { hash: H }, { hashExpire }]],
    ['hashExpire before hash', [user, { hashExpire }, { hash: H }]],
    ['hashExpire as a text', [user, { hashExpire: String(hashExpire) }, { hash: H }]],
    ['both in one object', [user, { hash: H, hashExpire }]],
    ['an expiry that was renamed', [user, { x: String(hashExpire) }, { hash: H }]],
    ['an expiry inside a value', [{ user: `user@example.com|${hashExpire}` }, { hash: H }]],
    ['a parameter that was renamed', [{ admin: 'user@example.com' }, { hashExpire }, { hash: H }]],
    [
      'P5, an empty value',
      [{ user: '' }, { hashExpire: 1700000300 }, { hash: '7780f19a8c7d3bd84904f86b606f63e6' }],
      'k',
    ],
    [
      'P5, no parameter at all',
      [{ hashExpire: 1700000300 }, { hash: '7780f19a8c7d3bd84904f86b606f63e6' }],
      'k',
    ],
    [
      'P6',
      [
        { user: 'a|b' },
        { x: 'c' },
        { hashExpire: 1700000300 },
        { hash: 'd4218e9c5443251c5e1bcbc9942c6c8f' },
      ],
      'k',
    ],
  ])('takes %s', (_, list, secret) => {
    expect(broken(check(list, secret))).toEqual([]);
    expect(check(list, secret).vendor).toBe(true);
  });

  it('takes P3 as PHP escapes it', () => {
    const json =
      '[{"user":"Jos\\u00e9 \\u00d1and\\u00fa"},{"plan":"a\\/b \\"q\\" \\\\ <x>"},{"hashExpire":1700000300},{"hash":"fec478e7f043ea07d04e14b284236ac4"}]';
    expect(check(json, 's3cr|t').vendor).toBe(true);
  });

  it('takes P1 as a return URL', () => {
    const url =
      'https://video.ibm.com/embed/hashlock/pass?hash=%5B%7B%22user%22%3A%22viewer%40example.com%22%7D%2C%7B%22someData%22%3A%22otherData%22%7D%2C%7B%22hashExpire%22%3A1525442970%7D%2C%7B%22hash%22%3A%222229f0e68dddbb67a20d8fac22e26e2b%22%7D%5D';
    expect(check(url).vendor).toBe(true);
    expect(check(url.slice(url.indexOf('%5B'))).vendor).toBe(true);
  });

  it.each([
    ['hashExpire before a parameter', [{ hashExpire }, user, { hash: H }]],
    ['another hashExpire', [user, { hashExpire: hashExpire + 1 }, { hash: H }]],
    ['an upper-case hash', [user, { hashExpire }, { hash: H.toUpperCase() }]],
    [
      'a parameter object with two members',
      [{ ...user, plan: 'gold' }, { hashExpire }, { hash: H }],
    ],
    ['an object instead of an array', { ...user, hashExpire, hash: H }],
    ['no hash', [user, { hashExpire }]],
    ['an empty array', []],
    ['an empty object in it', [user, {}, { hashExpire }, { hash: H }]],
    ['values that are no scalars', [{ user: ['a'] }, { hashExpire }, { hash: H }]],
    ['null', null],
    ['what is not JSON', '[{"user"'],
    ['a broken escape', 'https://video.ibm.com/embed/hashlock/pass?hash=%5B%'],
    ['false', 'false'],
  ])('refuses %s', (_, value) => {
    expect(check(value).vendor).toBe(false);
    expect(broken(check(value))).not.toEqual([]);
  });

  it('refuses one whose time is over', () => {
    const list = [user, { hashExpire }, { hash: H }];
    expect(check(list, 'TOPSECRET', hashExpire - 1).vendor).toBe(true);
    expect(broken(check(list, 'TOPSECRET', hashExpire))).toEqual([
      'An expiry: It ended 0 seconds ago. Are these seconds, and is your clock right?',
    ]);
  });
});

describe('what it says', () => {
  const digest = (...parts: readonly (string | number)[]): string =>
    createHash('md5').update(parts.join('|')).digest('hex');
  const secret = STRONG_SECRET;
  const expires = NOW / 1000 + 300;
  const of = (hash: string, key: string = secret): string => {
    const list = [{ user: 'v-1' }, { hashExpire: expires }, { hash }];
    return broken(check(list, key, NOW / 1000)).join(' ');
  };

  it.each([
    ['the expiry was not hashed', digest('v-1', secret)],
    ['the secret was hashed before the expiry', digest('v-1', secret, expires)],
    ['the secret was not hashed', digest('v-1', expires)],
    ['the names were hashed, too', digest('user=v-1', `hashExpire=${expires}`, secret)],
    ['Is it the secret of this lock?', digest('v-1', expires, 'another')],
  ])('%s', (says, hash) => expect(of(hash)).toContain(says));

  it('there are spaces around the secret', () => {
    const hash = digest('v-1', expires, secret);
    expect(of(hash)).toBe('');
    expect(of(hash, ` ${secret}\t`)).toContain('there are spaces around the secret');
  });

  it('the secret itself never', () => {
    const said = JSON.stringify(check([{ user: 'v-1' }, { hash: '0'.repeat(32) }], secret));
    expect(said).toContain('••••••••');
    expect(said).not.toContain(secret);
  });

  it('what mintHashlock writes is taken by both, and what is looser by the vendor only', () => {
    const minted = formatHashlock(mintHashlock({ user: 'v-1' }, { secret, now: NOW }));
    expect(check(minted, secret, NOW / 1000)).toMatchObject({ vendor: true, strict: true });
    const loose = [{ user: 'v-1' }, { hash: digest('v-1', secret) }];
    expect(check(loose, secret, NOW / 1000)).toMatchObject({ vendor: true, strict: false });
  });
});

describe('the page', () => {
  const open = (enabled: boolean, init?: RequestInit): Promise<Response> =>
    createIbmHashTester({ enabled, newNonce: () => 'n-1' })(
      new Request('https://app.example/hash-test', init),
    );

  it('has no network, runs its own script only, and is framed by nobody', async () => {
    const response = await open(true);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'nonce-n-1'; style-src 'nonce-n-1'; frame-ancestors 'none'",
    );
    const page = await response.text();
    expect(page.match(/nonce="[^"]*"/g)).toEqual(['nonce="n-1"', 'nonce="n-1"']);
    expect(page).not.toMatch(/fetch\(|XMLHttpRequest|https?:\/\//);
  });

  it('is not there where it is not enabled', async () => {
    expect((await open(false)).status).toBe(404);
    expect((await open(true, { method: 'POST' })).status).toBe(405);
    expect(() => createIbmHashTester({ enabled: JSON.parse('null') })).toThrow(/enabled/);
  });
});
