import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchSource } from '../src/ask/fetch-source.ts';
import { createPassClient } from '../src/create-pass-client.ts';
import { bearer } from '../src/place/place-token.ts';
import { createBackendSession } from '../src/session/create-backend-session.ts';
import { json } from './support/fake-fetch.ts';
import { codeOf, makeClient } from './support/make-client.ts';
import { CDN, makePass } from './support/make-pass.ts';

const FILM = { asset: 'film' };
const CANARY = 'canary-4711';
const HANDLERS = { session: '/auth/session', signIn: '/auth/sign-in', signOut: '/auth/sign-out' };

const polluted: string[] = [];
afterEach(() => {
  for (const name of polluted.splice(0)) Reflect.deleteProperty(Object.prototype, name);
  vi.unstubAllGlobals();
});

/** What a script that was injected does to all objects. */
function pollute(name: string, value: unknown): void {
  polluted.push(name);
  Object.defineProperty(Object.prototype, name, {
    ...{ configurable: true, enumerable: true, writable: true, value },
  });
}

/** A fetch that keeps what it was sent. */
function recorder(body: () => unknown = () => ({ version: 1, expires_in: 60, rules: [] })) {
  const sent: Request[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    sent.push(
      new Request(input instanceof Request ? input : new URL(input, 'https://app.example'), init),
    );
    return json(body());
  };
  return { fetch, sent };
}

const wire = {
  version: 1,
  expires_in: 60,
  rules: [
    {
      match: { urls: [CDN] },
      place: [{ kind: 'header', name: 'Authorization', value: `Bearer ${CANARY}` }],
    },
  ],
};

describe('A60: what stands in the prototype of all objects', () => {
  it.each<[string, unknown]>([
    ['authorization', 'Bearer evil'],
    ['Authorization', 'Bearer evil'],
    ['then', 'evil'],
    ['credentials', 'include'],
    ['transport', 'any'],
    ['url', 'https://evil.example/'],
  ])('%s attaches nothing and replaces nothing', async (name, value) => {
    const { fetch, sent } = recorder(() => wire);
    pollute(name, value);
    const client = createPassClient({ endpoint: '/api/pass', fetch });
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    const ours = authorizer.apply(`${CDN}a.ts`);
    const foreign = authorizer.apply('https://ads.example/x.js');
    await client.fetch(`${CDN}chapters.json`, { request: FILM });
    await client.fetch('https://ads.example/x.json', { request: FILM });
    client.dispose();
    Reflect.deleteProperty(Object.prototype, name);
    expect({ ...ours.headers }).toEqual({ Authorization: `Bearer ${CANARY}` });
    expect(ours).toMatchObject({ url: `${CDN}a.ts`, credentials: false });
    expect({ ...foreign.headers }).toEqual({});
    expect(foreign).toMatchObject({ url: 'https://ads.example/x.js', generation: 0 });
    expect(sent.map(({ url }) => url)).toEqual([
      ...['https://app.example/api/pass', `${CDN}chapters.json`, 'https://ads.example/x.json'],
    ]);
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual([
      ...[null, `Bearer ${CANARY}`, null],
    ]);
    expect(sent[0]?.headers.get('x-playgate')).toBe('1');
  });

  it('headers are none of a call: not what the platform is given', async () => {
    const { fetch } = recorder(() => wire);
    const given: unknown[] = [];
    // Node's own Request reads them from the prototype of its own objects; browsers do not.
    vi.stubGlobal(
      'Request',
      class extends Request {
        constructor(input: string | URL | Request, init: RequestInit = {}) {
          given.push(init.headers);
          super(input, init);
        }
      },
    );
    pollute('headers', { Authorization: 'Bearer evil' });
    const client = createPassClient({
      source: fetchSource('https://app.example/token', { fetch, token: () => CANARY }),
      place: bearer({ urls: [CDN] }),
      fetch,
    });
    await client.fetch('https://ads.example/x.json', { request: FILM, method: 'GET' });
    expect(given[0]).toBeUndefined();
  });

  it('no option of a client', async () => {
    const evil = recorder(() => wire);
    const { fetch, sent } = recorder(() => wire);
    for (const name of ['place', 'onEvent', 'session', 'source', 'clock', 'random'])
      pollute(name, () => expect.unreachable());
    const client = createPassClient({ endpoint: '/api/pass', fetch });
    await client.pass(FILM);
    pollute('fetch', evil.fetch);
    vi.stubGlobal('fetch', fetch);
    await createPassClient({ endpoint: '/api/pass' }).pass(FILM);
    expect(sent).toHaveLength(2);
    expect(evil.sent).toEqual([]);
  });

  it('no option of a session, and nobody who is signed in', async () => {
    const evil = recorder();
    const { fetch } = recorder(() => ({ signed_in: false }));
    pollute('viewer', 'evil');
    pollute('signed_in', true);
    pollute('fetch', evil.fetch);
    vi.stubGlobal('fetch', fetch);
    const session = createBackendSession(HANDLERS);
    expect(await session.refresh()).toEqual({ status: 'signed-out' });
    expect(evil.sent).toEqual([]);
  });

  it('control: what an object has itself counts', async () => {
    const { fetch } = recorder(() => ({ signed_in: true, viewer: 'ada' }));
    expect(await createBackendSession({ ...HANDLERS, fetch }).refresh()).toMatchObject({
      subject: 'ada',
    });
  });
});

describe('A61: a fetch that is put in the place of the page’s', () => {
  it.each([
    ['afterwards, sees nothing', 'after', 0],
    ['before, sees all: that is the limit', 'before', 3],
  ])('%s', async (_, when, seen) => {
    const own = recorder(() => ({ ...wire, signed_in: true }));
    const evil = recorder(() => ({ ...wire, signed_in: true }));
    vi.stubGlobal('fetch', when === 'before' ? evil.fetch : own.fetch);
    const client = createPassClient({ endpoint: '/api/pass' });
    const session = createBackendSession(HANDLERS);
    vi.stubGlobal('fetch', evil.fetch);
    await client.fetch(`${CDN}a.json`, { request: FILM });
    await session.refresh();
    expect(evil.sent).toHaveLength(seen);
    expect(own.sent).toHaveLength(3 - seen);
  });
});

describe('A54: a credential', () => {
  it('shows nowhere but where it is to be sent, and in the pass that is asked for', async () => {
    const { client, events, backend } = makeClient();
    backend.answer = () => makePass(CANARY);
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    const { headers, url } = authorizer.apply(`${CDN}a.ts`);
    expect(headers).toEqual({ Authorization: `Bearer ${CANARY}` });
    const shown = [
      ...[client, authorizer, authorizer.state.get(), client.session.get(), events].flatMap(
        (one) => [JSON.stringify(one), inspect(one, { depth: 9, showHidden: true })],
      ),
      ...[url, authorizer.clean(url)],
    ].join('\n');
    expect(shown).not.toContain(CANARY);
    expect(JSON.stringify(authorizer.pass.get())).toContain(CANARY);
  });

  it('is in no error, whatever went wrong with it', async () => {
    const answers = [
      () => makePass(`${CANARY}\n`),
      () => ({ token: CANARY }),
      () => Promise.reject(new Error(CANARY)),
    ];
    for (const answer of answers) {
      const { client, backend } = makeClient({ deadlineMs: 1 });
      backend.answer = answer;
      const asked = client.pass(FILM).catch((error: unknown) => error);
      client.authorizer(FILM);
      client.signOut();
      const error = await asked;
      expect(error).toBeInstanceOf(Error);
      expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain(CANARY);
    }
    expect(
      await codeOf(makeClient({ source: async () => ({ token: CANARY }) }).client.pass(FILM)),
    ).toBe('config');
  });
});
