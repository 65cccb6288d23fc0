import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { UnderTest } from '../../sandbox-under-test.ts';
import { sandboxUnderTest, statusOf } from '../../sandbox-under-test.ts';

function hashOf(
  sandbox: UnderTest,
  user: string,
  lifeSeconds: number,
  secret = sandbox.keys.ibm.lockSecret,
): string {
  const hashExpire = Math.floor(sandbox.at() / 1000) + lifeSeconds;
  const hash = createHash('md5').update(`${user}|${hashExpire}|${secret}`).digest('hex');
  return JSON.stringify([{ user }, { hashExpire }, { hash }]);
}

const open = (sandbox: UnderTest, body: object): Promise<Response> =>
  fetch(`${sandbox.addresses.ibm}/embed/open`, { method: 'POST', body: JSON.stringify(body) });

/** What the page hands its script. */
async function dataOf(sandbox: UnderTest, path: string) {
  const html = await (await fetch(sandbox.addresses.ibm + path)).text();
  return JSON.parse(
    /<script type="application\/json" id="data">(.*)<\/script>/.exec(html)?.[1] ?? '',
  );
}

describe('the page', () => {
  test('knows its content and its lock, never the secret', async () => {
    const sandbox = await sandboxUnderTest({
      locks: {
        entryUrl: 'http://localhost:4600/entry?x=1',
        message: '</script><b>',
        buttonCaption: 'In',
      },
    });
    const lock = {
      url: 'http://localhost:4600/entry?x=1',
      message: '</script><b>',
      buttonCaption: 'In',
    };
    expect(await dataOf(sandbox, '/embed/1001')).toEqual({
      type: 'channel',
      id: '1001',
      title: expect.any(String),
      live: true,
      lock,
    });
    expect(await dataOf(sandbox, '/embed/recorded/2002')).toMatchObject({
      type: 'recorded',
      live: false,
      lock,
    });
    const html = await (await fetch(`${sandbox.addresses.ibm}/embed/1001`)).text();
    expect(html).not.toContain(sandbox.keys.ibm.lockSecret);
  });

  test('a video inherits its channel’s lock, or has none where the channel has none', async () => {
    const sandbox = await sandboxUnderTest();
    const sample = `${sandbox.addresses.control}/sample-entry`;
    expect((await dataOf(sandbox, '/embed/recorded/2001')).lock.url).toBe(sample);
    expect((await dataOf(sandbox, '/embed/recorded/2003')).lock).toBeUndefined();
    expect((await dataOf(sandbox, '/embed/1002')).lock).toBeUndefined();
  });

  test.each(['/embed/9999', '/embed/recorded/9999', '/embed/recorded/1001', '/embed/2001'])(
    '%s is not there',
    async (path) => {
      const sandbox = await sandboxUnderTest();
      expect(await statusOf(sandbox.addresses.ibm + path)).toBe(404);
    },
  );

  test('may be framed, and so may the page that a sign-in returns to', async () => {
    const { addresses } = await sandboxUnderTest();
    for (const path of ['/embed/1001', '/embed/hashlock/pass?hash=false']) {
      const { headers } = await fetch(addresses.ibm + path);
      expect(headers.get('x-frame-options')).toBeNull();
      expect(headers.get('content-security-policy')).toBeNull();
    }
  });
});

describe('opening', () => {
  test('with a hash that holds there is a stream, whose every child carries the session', async () => {
    const sandbox = await sandboxUnderTest();
    const hash = hashOf(sandbox, 'ada', 60);
    const response = await open(sandbox, { type: 'recorded', id: '2002', hash });
    expect(response.status).toBe(200);
    const master = new URL((await response.json()).stream, sandbox.addresses.ibm).href;
    const first = async (url: string): Promise<string> => {
      const text = await (await fetch(url)).text();
      return new URL(/^[^#\s].*$/m.exec(text)?.[0] ?? '', url).href;
    };
    const segment = await first(await first(master));
    expect(await statusOf(segment)).toBe(200);
    expect((await sandbox.journal()).entries.at(-1)).toMatchObject({
      kind: 'segment',
      credential: 'query',
      generation: 1,
      verdict: 'ok',
    });
    expect(await statusOf(segment.split('?')[0] ?? '')).toBe(401);
    expect(await statusOf(segment.replace('2002', '2001'))).toBe(403);
    await sandbox.revokeCredentials({ vendor: 'ibm', viewer: 'ada' });
    expect(await statusOf(segment)).toBe(401);
  });

  test.each([
    ['none', () => undefined, 'hash_missing'],
    [
      'one of another secret',
      (sandbox: UnderTest) => hashOf(sandbox, 'ada', 60, 'other'),
      'hash_wrong',
    ],
    ['an expired one', (sandbox: UnderTest) => hashOf(sandbox, 'ada', 0), 'hash_expired'],
    ['what is no hash', () => 'false', 'hash_malformed'],
  ])('with %s it is 403', async (_, make, error) => {
    const sandbox = await sandboxUnderTest();
    const response = await open(sandbox, { type: 'channel', id: '1001', hash: make(sandbox) });
    expect([response.status, await response.json()]).toEqual([403, { error }]);
  });

  test('a hash expires by the sandbox’s clock', async () => {
    const sandbox = await sandboxUnderTest();
    const hash = hashOf(sandbox, 'ada', 60);
    await sandbox.setClock(60_000);
    expect((await open(sandbox, { type: 'channel', id: '1001', hash })).status).toBe(403);
  });

  test('where nothing is locked no hash is asked for', async () => {
    const sandbox = await sandboxUnderTest();
    expect((await open(sandbox, { type: 'recorded', id: '2003' })).status).toBe(200);
  });

  test.each([
    {},
    { type: 'recorded' },
    { type: 'film', id: '2002' },
    { type: 'recorded', id: '9' },
  ])('%j is 404', async (body) =>
    expect((await open(await sandboxUnderTest(), body)).status).toBe(404),
  );
});

describe('the sample sign-in', () => {
  const answer = async (sandbox: UnderTest, query: string): Promise<URL> => {
    const url = `${sandbox.addresses.control}/sample-entry/answer?${query}`;
    const response = await fetch(url, { redirect: 'manual' });
    return new URL(response.headers.get('location') ?? '');
  };

  test('returns with a hash that opens what the locks guard', async () => {
    const sandbox = await sandboxUnderTest();
    const back = await answer(sandbox, 'user=ada&seconds=60&answer=yes');
    expect(back.origin + back.pathname).toBe(`${sandbox.addresses.ibm}/embed/hashlock/pass`);
    const hash = back.searchParams.get('hash');
    expect((await open(sandbox, { type: 'channel', id: '1001', hash })).status).toBe(200);
  });

  test('returns to the chat that asked, and to nobody else', async () => {
    const sandbox = await sandboxUnderTest();
    const chat = `${sandbox.addresses.ibm}/chat/authorize/1001?resource=%2Fchat%2F1001`;
    const asked = async (consumer: string): Promise<URL> => {
      const url = `${sandbox.addresses.control}/sample-entry?hashConsumer=${encodeURIComponent(consumer)}`;
      const html = await (await fetch(url)).text();
      const [, held = ''] = /name="consumer" value="([^"]*)"/.exec(html) ?? [];
      expect(html).not.toContain(consumer);
      return answer(sandbox, `user=ada&answer=yes&consumer=${encodeURIComponent(held)}`);
    };
    expect((await asked(chat)).href.startsWith(`${chat}&hash=`)).toBe(true);
    expect((await asked('https://evil.example/"><script>')).pathname).toBe('/embed/hashlock/pass');
  });

  test('turned away it returns hash=false', async () => {
    const back = await answer(await sandboxUnderTest(), 'user=ada&answer=no');
    expect(back.search).toBe('?hash=false');
  });
});
