import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { UnderTest } from '../sandbox-under-test.ts';
import { sandboxUnderTest } from '../sandbox-under-test.ts';

interface Asked {
  status: number;
  verdict: string | undefined;
  credential: string | undefined;
  generation: number | undefined;
}

async function ask(
  sandbox: UnderTest,
  path: string,
  headers: Record<string, string> = {},
): Promise<Asked> {
  const response = await fetch(sandbox.addresses.origin + path, { headers });
  await response.arrayBuffer();
  const entry = (await sandbox.journal()).entries.at(-1);
  const { verdict, credential, generation } = entry ?? {};
  return { status: response.status, verdict, credential, generation };
}

const FILM = 'launch-film/144p/0.ts';

/** How a credential is put where each scheme wants it. */
const PLACES = {
  bearer: (value: string) => ['', { Authorization: `Bearer ${value}` }],
  header: (value: string) => ['', { 'X-Media-Key': value }],
  query: (value: string) => [`?token=${value}`, {}],
  cookie: (value: string) => ['', { Cookie: `other=1; media_key=${value}; more=2` }],
} as const satisfies Record<string, (value: string) => readonly [string, Record<string, string>]>;

describe.each(['bearer', 'header', 'query', 'cookie'] as const)('scheme %s', (scheme) => {
  const order = { scheme, film: 'launch-film', lifetimeMs: 60_000 };
  const askWith = (sandbox: UnderTest, value: string, film = FILM) => {
    const [query, headers] = PLACES[scheme](value);
    return ask(sandbox, `/${scheme}/${film}${query}`, headers);
  };

  test('opens with its credential, and notes which it was', async () => {
    const sandbox = await sandboxUnderTest();
    await sandbox.mintCredential(order);
    const { value, generation } = await sandbox.mintCredential(order);
    expect(generation).toBe(2);
    expect(await askWith(sandbox, value)).toEqual({
      status: 200,
      verdict: 'ok',
      credential: scheme,
      generation: 2,
    });
  });

  test('takes a value that it is told', async () => {
    const sandbox = await sandboxUnderTest();
    await sandbox.mintCredential({ ...order, value: 'canary-0123456789' });
    expect(await askWith(sandbox, 'canary-0123456789')).toMatchObject({ status: 200 });
  });

  test('none is missing, expired, revoked and unknown ones are named, another film’s is 403', async () => {
    const sandbox = await sandboxUnderTest();
    expect(await ask(sandbox, `/${scheme}/${FILM}`)).toMatchObject({
      status: 401,
      verdict: 'missing',
      credential: 'none',
    });
    expect(await askWith(sandbox, 'unknown-value')).toMatchObject({
      status: 401,
      verdict: 'wrong',
    });
    const { value } = await sandbox.mintCredential(order);
    expect(await askWith(sandbox, value, 'long-film/144p/0.ts')).toMatchObject({
      status: 403,
      verdict: 'wrong',
    });
    sandbox.advance(60_000);
    expect(await askWith(sandbox, value)).toMatchObject({ status: 401, verdict: 'expired' });
    const fresh = await sandbox.mintCredential(order);
    await sandbox.revokeCredentials({ vendor: 'origin' });
    expect(await askWith(sandbox, fresh.value)).toMatchObject({ status: 401, verdict: 'revoked' });
  });

  test('does not look anywhere else', async () => {
    const sandbox = await sandboxUnderTest();
    const { value } = await sandbox.mintCredential(order);
    for (const other of ['bearer', 'header', 'query', 'cookie'] as const) {
      if (other === scheme) continue;
      const [query, headers] = PLACES[other](value);
      expect(await ask(sandbox, `/${scheme}/${FILM}${query}`, headers)).toMatchObject({
        status: 401,
        verdict: 'missing',
        credential: other,
      });
    }
  });
});

test('a parameter that is there twice is malformed, whichever is right', async () => {
  const sandbox = await sandboxUnderTest();
  const { value } = await sandbox.mintCredential({
    scheme: 'query',
    film: 'launch-film',
    lifetimeMs: 60_000,
  });
  for (const query of [`token=${value}&token=stale`, `token=stale&token=${value}`])
    expect(await ask(sandbox, `/query/${FILM}?${query}`)).toMatchObject({
      status: 401,
      verdict: 'malformed',
    });
});

test.each(['Bearer', 'Bearer ', 'Bearer a b', 'Bearer ä'.normalize('NFC').replace('ä', '"x"')])(
  'the header “%s” is malformed',
  async (header) => {
    const sandbox = await sandboxUnderTest();
    expect(await ask(sandbox, `/bearer/${FILM}`, { Authorization: header })).toMatchObject({
      status: 401,
      verdict: 'malformed',
      credential: 'bearer',
    });
  },
);

test('a 401 challenges with Bearer and never with Basic, which would open the browser’s own window', async () => {
  const { addresses } = await sandboxUnderTest();
  const response = await fetch(`${addresses.origin}/bearer/${FILM}`);
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
  expect(await response.json()).toEqual({
    error: { code: 'credential_missing', message: 'A credential is needed here.' },
  });
});

test('open asks for nothing and judges nothing', async () => {
  const sandbox = await sandboxUnderTest();
  expect(await ask(sandbox, `/open/${FILM}?token=x`)).toEqual({
    status: 200,
    verdict: undefined,
    credential: 'query',
    generation: undefined,
  });
});

test('POST /cookie sets the cookie of the scheme', async () => {
  const { addresses } = await sandboxUnderTest();
  const set = (value: unknown): Promise<Response> =>
    fetch(`${addresses.origin}/cookie`, { method: 'POST', body: JSON.stringify({ value }) });
  const response = await set('abc.DEF-123');
  expect(response.status).toBe(204);
  expect(response.headers.get('set-cookie')).toBe(
    'media_key=abc.DEF-123; Path=/; HttpOnly; SameSite=Lax',
  );
  expect((await set('a; Domain=evil.example')).status).toBe(400);
});

describe('scheme hash', () => {
  const mint = (
    sandbox: UnderTest,
    user: string,
    lifeSeconds: number,
    secret = sandbox.keys.origin.hashSecret,
  ) => {
    const hashExpire = Math.floor(sandbox.at() / 1000) + lifeSeconds;
    const hash = createHash('md5').update(`${user}|${hashExpire}|${secret}`).digest('hex');
    return encodeURIComponent(JSON.stringify([{ user }, { hashExpire }, { hash }]));
  };

  test('opens until it expires, by the sandbox’s clock; generations count as they come', async () => {
    const sandbox = await sandboxUnderTest();
    const [one, two] = [mint(sandbox, 'ada', 3), mint(sandbox, 'ada', 60)];
    const open = (hash: string) => ask(sandbox, `/hash/${FILM}?hash=${hash}`);
    expect(await open(one)).toEqual({
      status: 200,
      verdict: 'ok',
      credential: 'query',
      generation: 1,
    });
    expect(await open(two)).toMatchObject({ status: 200, generation: 2 });
    expect(await open(one)).toMatchObject({ status: 200, generation: 1 });
    await sandbox.setClock(3000);
    expect(await open(one)).toMatchObject({ status: 401, verdict: 'expired', generation: 1 });
    expect(await open(two)).toMatchObject({ status: 200 });
  });

  test('can be revoked by viewer', async () => {
    const sandbox = await sandboxUnderTest();
    const [ada, grace] = [mint(sandbox, 'ada', 60), mint(sandbox, 'grace', 60)];
    for (const hash of [ada, grace]) await ask(sandbox, `/hash/${FILM}?hash=${hash}`);
    await sandbox.revokeCredentials({ viewer: 'ada' });
    expect(await ask(sandbox, `/hash/${FILM}?hash=${ada}`)).toMatchObject({ verdict: 'revoked' });
    expect(await ask(sandbox, `/hash/${FILM}?hash=${grace}`)).toMatchObject({ verdict: 'ok' });
  });

  test('refuses another secret, no expiry, and what is no hash', async () => {
    const sandbox = await sandboxUnderTest();
    const hash = createHash('md5').update(`ada|${sandbox.keys.origin.hashSecret}`).digest('hex');
    const endless = encodeURIComponent(JSON.stringify([{ user: 'ada' }, { hash }]));
    const open = (value: string) => ask(sandbox, `/hash/${FILM}?hash=${value}`);
    expect(await open(mint(sandbox, 'ada', 60, 'other'))).toMatchObject({
      status: 401,
      verdict: 'wrong',
    });
    expect(await open(endless)).toMatchObject({ status: 401, verdict: 'malformed' });
    expect(await open('false')).toMatchObject({ status: 401, verdict: 'malformed' });
    expect(await ask(sandbox, `/hash/${FILM}`)).toMatchObject({ status: 401, verdict: 'missing' });
  });
});
