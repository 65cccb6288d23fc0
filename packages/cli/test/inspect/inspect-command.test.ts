import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/index.ts';
import { NOW, piped, terminal } from '../terminal.ts';

const NOW_SECONDS = NOW / 1000;
const encoded = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');
const SIGNATURE = createHmac('sha256', 'signature').update('canary').digest('base64url');

function token(claims: unknown, header: unknown = { alg: 'RS256', typ: 'JWT' }): string {
  return `${encoded(header)}.${encoded(claims)}.${SIGNATURE}`;
}

/** A token that Brightcove would take. */
const good = {
  accid: '1100863500123',
  iat: NOW_SECONDS - 60,
  exp: NOW_SECONDS + 600,
  uid: 'u-1001',
};

/** What inspect says of a text, both ways. */
async function inspect(text: string) {
  const { run, canaries } = await terminal();
  canaries.add('signature', SIGNATURE);
  const [people, programs] = [
    await run('inspect', piped(text)),
    await run('inspect --json', piped(text)),
  ];
  return { code: people.code, said: people.stdout, json: JSON.parse(programs.stdout) };
}

describe('a token', () => {
  it('of Brightcove is shown claim by claim, without its signature', async () => {
    const { code, said, json } = await inspect(token(good));
    expect(code).toBe(EXIT.ok);
    expect(said).toBe(`A token (JWT), as Brightcove takes it
  alg        RS256
  typ        JWT
  accid      1100863500123
  iat        2023-11-14T22:12:20Z (60 seconds ago)
  exp        2023-11-14T22:23:20Z (in 10 minutes)
  uid        u-1001
  signature  32 bytes [redacted]
Nothing is wrong with it by itself.
`);
    expect(json).toEqual({
      kind: 'jwt',
      header: { alg: 'RS256', typ: 'JWT' },
      claims: good,
      signature: { bytes: 32 },
      remarks: [],
    });
  });

  it('is shown whole with --reveal', async () => {
    const { run } = await terminal();
    const { stdout } = await run('inspect --reveal --json', piped(token(good)));
    expect(JSON.parse(stdout)).toMatchObject({ token: token(good) });
    expect((await run('inspect --reveal', piped(token(good)))).stdout).toContain(SIGNATURE);
  });

  it.each<[string, object, object | undefined, string]>([
    ['expired', { ...good, exp: NOW_SECONDS - 180 }, undefined, 'It expired 3 minutes ago.'],
    [
      'made in the future',
      { ...good, iat: NOW_SECONDS + 90 },
      undefined,
      'It was made in the future: in 90 seconds.',
    ],
    [
      'not valid yet',
      { ...good, nbf: NOW_SECONDS + 3600 },
      undefined,
      'It does not count yet: only in 60 minutes.',
    ],
    [
      'in milliseconds',
      { ...good, exp: NOW + 600_000 },
      undefined,
      'Its "exp" is in milliseconds.',
    ],
    ['a text for a time', { ...good, exp: '1700000000' }, undefined, 'Its "exp" is no number.'],
    [
      'longer than 30 days',
      { ...good, exp: NOW_SECONDS + 40 * 86_400 },
      undefined,
      'It lasts 40 days; 30 days are allowed.',
    ],
    ['endless', { ...good, exp: undefined }, undefined, 'It never expires.'],
    ['without iat', { ...good, iat: undefined }, undefined, 'It lacks iat.'],
    ['with a number for the account', { ...good, accid: 1 }, undefined, 'It names no account.'],
    [
      'with a text for aud',
      { ...good, aud: 'playback.api.brightcove.com' },
      undefined,
      'Its aud is no list.',
    ],
    ['A21 unsigned', good, { alg: 'none' }, 'It is not signed.'],
    [
      'A22 signed with a shared secret',
      good,
      { alg: 'HS256' },
      'It is signed with a secret that whoever verifies it has, too.',
    ],
  ])('%s is a problem, with advice', async (_what, claims, header, summary) => {
    const { code, said, json } = await inspect(token(claims, header));
    expect(code).toBe(EXIT.problem);
    expect(said).toContain(`problem: ${summary}`);
    const remark = json.remarks.find((one: { summary: string }) => one.summary.startsWith(summary));
    expect(remark).toMatchObject({ level: 'problem', advice: expect.stringMatching(/.{5}\.$/) });
  });

  it('signed ES256 is a warning for Brightcove, whose document names RS256 only', async () => {
    const { code, said } = await inspect(token(good, { alg: 'ES256' }));
    expect(code).toBe(EXIT.ok);
    expect(said).toContain('warning: Brightcove’s document names RS256 only.');
  });

  it('of IBM counts for 60 seconds', async () => {
    const header = { alg: 'RS512', typ: 'JWT' };
    const { said } = await inspect(token({ sub: 'u-1', iat: NOW_SECONDS - 30 }, header));
    expect(said).toContain('as IBM has it inside a vt');
    expect(said).toContain('Nothing is wrong');
    const late = await inspect(token({ sub: 'u-1', iat: NOW_SECONDS - 300 }, header));
    expect(late.said).toContain('problem: It is 5 minutes old; IBM takes it for 60 seconds.');
  });

  it('of Mux names a film, an end and a key', async () => {
    const mux = { sub: 'playback-id', aud: 'v', exp: NOW_SECONDS + 600, kid: 'key-1' };
    const { code, said } = await inspect(token(mux));
    expect([code, said.split('\n')[0]]).toEqual([EXIT.ok, 'A token (JWT), as Mux takes it']);
    const bare = await inspect(token({ aud: 'v' }, { alg: 'RS512' }));
    for (const words of ['RS256 only', 'names no film', 'lacks exp', 'which key signed it'])
      expect(bare.said).toContain(words);
  });

  it('may stand in a header, a URL or on several lines', async () => {
    for (const text of [
      `Authorization: Bearer ${token(good)}`,
      `BCOV-Auth: ${token(good)}\n`,
      `https://manifest.prod.boltdns.net/master.m3u8?bcov_auth=${token(good)}&x=1`,
    ])
      expect((await inspect(text)).json.kind).toBe('jwt');
  });

  it('cannot tell the terminal what to do', async () => {
    const { said } = await inspect(
      token({ ...good, uid: '\u001b[2J\u009b2Jevil\u202e', '\u0007name': 1 }),
    );
    expect(said).not.toMatch(/[\u001b\u009b\u0007\u202e]/);
    expect(said).toContain('\ufffd[2J\ufffd2Jevil\ufffd');
  });
});

describe('a vt of IBM', () => {
  const vt = (header: unknown): string => `${encoded(header)}.a2V5.aXY.dGV4dA.dGFn`;
  const documented = { alg: 'RSA-OAEP', enc: 'A256CBC-HS512', typ: 'JWT', kid: '18a0' };

  it('shows its header only, since IBM alone can read the rest', async () => {
    const { code, said, json } = await inspect(
      `https://video.ibm.com/embed/1?vt=${vt(documented)}`,
    );
    expect(code).toBe(EXIT.ok);
    expect(said).toContain('An encrypted token (JWE), as IBM’s vt');
    expect(said).toContain('encrypted: only the vendor can read them');
    expect(json).toEqual({ kind: 'jwe', header: documented, tag: { bytes: 3 }, remarks: [] });
  });

  it.each([
    [{ ...documented, alg: 'RSA-OAEP-256' }, 'It is not encrypted as IBM’s document says.'],
    [{ ...documented, kid: undefined }, 'It does not say with which of IBM’s keys.'],
  ])('made otherwise is a problem: %j', async (header, summary) => {
    const { code, said } = await inspect(vt(header));
    expect(code).toBe(EXIT.problem);
    expect(said).toContain(`problem: ${summary}`);
  });
});

describe('an authentication response', () => {
  const hash = '0253acee466a26b0327617b55851116e';
  const later = NOW_SECONDS + 300;
  const response = [{ user: 'u-1001' }, { hashExpire: later }, { hash }];

  it('is shown without its hash', async () => {
    const { code, said, json } = await inspect(JSON.stringify(response));
    expect(code).toBe(EXIT.ok);
    expect(said).toBe(`An authentication response (hashlock)
  user        u-1001
  hashExpire  2023-11-14T22:18:20Z (in 5 minutes)
  hash        [redacted]
Nothing is wrong with it by itself.
`);
    expect(json).toEqual({
      kind: 'hashlock',
      params: [{ user: 'u-1001' }],
      hashExpire: later,
      hash: '[redacted]',
      remarks: [],
    });
    expect(said).not.toContain(hash);
  });

  it('may stand in the URL that the viewer came back with', async () => {
    const url = `https://video.ibm.com/embed/hashlock/pass?hash=${encodeURIComponent(JSON.stringify(response))}`;
    expect((await inspect(url)).json.params).toEqual([{ user: 'u-1001' }]);
  });

  it.each(['false', '"false"', 'https://video.ibm.com/embed/hashlock/pass?hash=false'])(
    '%s is the vendor’s no',
    async (text) => {
      const { code, said } = await inspect(text);
      expect(code).toBe(EXIT.ok);
      expect(said).toContain('false: the viewer was not let in');
    },
  );

  it.each<[string, unknown, string, number]>([
    [
      'expired',
      [{ user: 'a' }, { hashExpire: NOW_SECONDS - 1 }, { hash }],
      'problem: It expired 1 second ago.',
      1,
    ],
    ['without an expiry', [{ user: 'a' }, { hash }], 'warning: It never expires', 0],
    ['without a hash', [{ user: 'a' }, { hashExpire: later }], 'problem: It has no hash.', 1],
    [
      'with an upper-case hash',
      [{ user: 'a' }, { hashExpire: later }, { hash: hash.toUpperCase() }],
      'problem: Its hash is not 32 lower-case',
      1,
    ],
    [
      'with its expiry first',
      [{ hashExpire: later }, { user: 'a' }, { hash }],
      'problem: hashExpire stands before a parameter',
      1,
    ],
    [
      'with two parameters in one object',
      [{ user: 'a', plan: 'b' }, { hashExpire: later }, { hash }],
      'problem: Not every item is an object with one member.',
      1,
    ],
    [
      'A34 with a separator in a value',
      [{ user: 'a|b' }, { hashExpire: later }, { hash }],
      'problem: A value has a "|"',
      1,
    ],
    [
      'with its expiry in milliseconds',
      [{ user: 'a' }, { hashExpire: NOW }, { hash }],
      'problem: Its "hashExpire" is in milliseconds.',
      1,
    ],
  ])('%s', async (_what, json, words, code) => {
    const inspected = await inspect(JSON.stringify(json));
    expect(inspected.said).toContain(words);
    expect(inspected.code).toBe(code);
  });

  it('may have both control members in one object, and its expiry as a text', async () => {
    const { code } = await inspect(
      JSON.stringify([{ user: 'a' }, { hash, hashExpire: String(later) }]),
    );
    expect(code).toBe(EXIT.ok);
  });
});

describe('a pass', () => {
  const pass = {
    version: 1,
    id: 'pass-1',
    subject: 'u-1001',
    mode: 'renewable',
    issued_at: NOW_SECONDS,
    expires_in: 300,
    rules: [
      {
        match: { urls: ['https://cdn.example/films/'], kinds: ['manifest', 'key'] },
        place: [
          { kind: 'header', name: 'Authorization', value: `Bearer ${token(good)}` },
          { kind: 'query', params: { bcov_auth: SIGNATURE } },
        ],
      },
      { match: { urls: ['https://open.example/'] }, place: [{ kind: 'none' }] },
    ],
    source: {
      src: `https://cdn.example/films/a.m3u8?sig=${SIGNATURE}`,
      keySystems: { 'com.widevine.alpha': { url: `https://drm.example/?token=${SIGNATURE}` } },
    },
  };

  it('shows where everything goes, and nothing that opens anything', async () => {
    const { code, said, json } = await inspect(JSON.stringify(pass));
    expect(code).toBe(EXIT.ok);
    expect(said).toBe(`A playback pass
  id      pass-1
  viewer  u-1001
  mode    renewable
  made    2023-11-14T22:13:20Z (now)
  lasts   5 minutes
  rule 1  manifest, key below https://cdn.example/films/: Authorization: Bearer [redacted] and ?bcov_auth=[redacted]
  rule 2  everything below https://open.example/: nothing
  plays   https://cdn.example/films/a.m3u8?[redacted]
Nothing is wrong with it by itself.
`);
    expect(json.pass.rules[0].place).toEqual([
      { kind: 'header', name: 'Authorization', value: 'Bearer [redacted]' },
      { kind: 'query', params: { bcov_auth: '[redacted]' } },
    ]);
    expect(json.pass.source.keySystems).toEqual({
      'com.widevine.alpha': { url: 'https://drm.example/?[redacted]' },
    });
  });

  it('is shown whole with --reveal', async () => {
    const { run } = await terminal();
    const { stdout } = await run('inspect --json --reveal', piped(JSON.stringify(pass)));
    expect(JSON.parse(stdout).pass).toEqual(pass);
  });

  it('is looked into: the tokens that it places are inspected, too', async () => {
    const expired = token({ ...good, exp: NOW_SECONDS - 7200 });
    const stale = JSON.parse(JSON.stringify(pass).replace(token(good), expired));
    const { code, said } = await inspect(JSON.stringify(stale));
    expect(code).toBe(EXIT.problem);
    expect(said).toContain('problem: The token of rule 1: It expired 2 hours ago.');
  });

  it.each<[string, object, string]>([
    ['expired', { ...pass, issued_at: NOW_SECONDS - 900 }, 'It expired 10 minutes ago.'],
    ['empty', { ...pass, rules: [] }, 'It has no rules, so it opens nothing.'],
    ['of another version', { ...pass, version: 2 }, 'version'],
    [
      'misspelled',
      { ...pass, rules: [{ match: { urls: ['http://cdn.example/'] }, place: [] }] },
      'rules[0].match.urls[0]',
    ],
  ])('%s is a problem', async (_what, json, words) => {
    const { code, said } = await inspect(JSON.stringify(json));
    expect(code).toBe(EXIT.problem);
    expect(said).toContain(words);
  });
});

describe('anything else', () => {
  it.each(['hello', '12', '"text"', 'a.b.c', 'eyJhbGciOiJSUzI1NiJ9.e30', '{"a":', 'null'])(
    '%j is not known, and is not repeated',
    async (text) => {
      const { code, said, json } = await inspect(text);
      expect(code).toBe(EXIT.problem);
      expect(said).toContain('Nothing that is known here');
      expect(json).toMatchObject({ kind: 'unknown', remarks: [{ level: 'problem' }] });
      if (text.length > 4) expect(said).not.toContain(text);
    },
  );
});

describe('where it reads', () => {
  it('is a file, or standard input for - and for nothing', async () => {
    const { run, write } = await terminal();
    await write('token.txt', `${token(good)}\n`);
    for (const argv of ['inspect token.txt', 'inspect', 'inspect -'])
      expect((await run(argv, piped(token(good)))).code).toBe(EXIT.ok);
  });

  it('tells whoever types how to end', async () => {
    const { run } = await terminal();
    const stdin = { isTTY: true, read: () => Promise.resolve(token(good)) };
    expect((await run('inspect', { stdin })).stderr).toBe(
      'Reading what you type; end it with Ctrl-D.\n',
    );
  });

  it('must hold something', async () => {
    const { run, write } = await terminal();
    expect(await run('inspect', piped(' \n'))).toMatchObject({
      code: EXIT.usage,
      stderr: 'Standard input is empty.\n',
    });
    await write('empty.txt', ' \n');
    expect(await run('inspect empty.txt')).toMatchObject({
      code: EXIT.usage,
      stderr: 'The file is empty.\n',
    });
  });

  it('is never named when it is not there: it may be the credential itself', async () => {
    const { run } = await terminal();
    const { code, stderr } = await run('inspect 56a8835175d33c368955dac6bdaf00de');
    expect(code).toBe(EXIT.usage);
    expect(stderr).toContain('There is no such file.');
    expect(stderr).not.toContain('56a8');
  });
});
