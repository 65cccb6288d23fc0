import { parseProblem } from '@playgate/protocol';
import { describe, expect, it, vi } from 'vitest';
import { createUsageCounters } from '../../../src/api/usage-counters.ts';
import { permit } from '../../../src/catch-the-show/index.ts';
import type { CatchTheShowRelayOptions, RelayDecide } from '../../../src/catch-the-show/index.ts';
import { deny } from '../../../src/index.ts';
import { APP, codeOf, PARTNER } from '../../support.ts';
import { CALLS, fromPage, relayInSandbox, relayWith } from './relay-support.ts';

const SECRET = { secretKey: 'sk_canary_0123' };

describe('a listed call', () => {
  it('A45 is made with the secret key at the vendor, and only listed members come back', async () => {
    const { relay, sent, sandbox } = await relayInSandbox();
    const response = await relay(fromPage('/videos/launch-film'));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      id: 'launch-film',
      title: 'Launch film',
      tags: ['launch', 'demo'],
    });
    expect(sent).toEqual([
      {
        method: 'GET',
        url: `${sandbox.addresses.catchTheShow}/v1/videos/launch-film`,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${sandbox.keys.catchTheShow.secretKey}`,
        },
        body: undefined,
      },
    ]);
  });

  it('hands lists back, and what asks for their next page', async () => {
    const { relay } = await relayInSandbox();
    const page = async (query: string) => (await relay(fromPage(`/videos?${query}`))).json();
    const first = await page('limit=2');
    expect(first).toEqual({
      data: [
        { id: 'launch-film', title: 'Launch film' },
        { id: 'long-film', title: 'Long film' },
      ],
      next_cursor: expect.any(String),
    });
    expect(await page(`limit=2&cursor=${first.next_cursor}`)).toEqual({
      data: [{ id: 'public-film', title: 'Public film' }],
      next_cursor: null,
    });
  });

  it('creates and deletes; the ingest URL, which is not listed, stays on the server', async () => {
    const { relay, sandbox } = await relayInSandbox();
    const made = await relay(
      fromPage('/live-streams', { method: 'POST', json: { title: 'Mine', tags: ['a'] } }),
    );
    const stream = await made.json();
    expect(stream).toEqual({ id: expect.any(String), title: 'Mine', tags: ['a'] });
    const path = `/live-streams/${stream.id}`;
    expect(await (await relay(fromPage(path))).text()).not.toContain('rtmp');
    const gone = await relay(fromPage(path, { method: 'DELETE' }));
    expect([gone.status, await gone.text()]).toEqual([204, '']);
    expect((await relay(fromPage(path))).status).toBe(404);
    expect((await sandbox.journal()).entries.map(({ status }) => status)).toEqual([
      201, 200, 204, 404,
    ]);
  });

  it('without listed members is answered 204, whatever the vendor says', async () => {
    const calls = { film: { method: 'GET', path: '/videos/{id}' } } as const;
    const { relay } = await relayInSandbox({ calls });
    const response = await relay(fromPage('/videos/launch-film'));
    expect([response.status, await response.text()]).toEqual([204, '']);
  });

  it('CTS-S5 CTS-S8 takes the other key when one is refused, and counts key, viewer and call', async () => {
    const usage = createUsageCounters();
    const { options } = await relayInSandbox();
    const { relay } = relayWith({
      ...options,
      secretKey: 'sandbox_sk_gone_0123',
      nextSecretKey: options.secretKey,
      onCall: usage.count,
    });
    expect((await relay(fromPage('/videos/launch-film'))).status).toBe(200);
    expect(usage.totals('key')).toEqual([
      { name: 'current', attempts: 1, failures: 1 },
      { name: 'next', attempts: 1, failures: 0 },
    ]);
    expect(usage.totals('viewer')).toEqual([{ name: 'v-1', attempts: 2, failures: 1 }]);
    expect(usage.totals('resource')).toMatchObject([{ name: '/videos/{}' }]);
  });
});

describe('CTS-S4 the application decides', () => {
  it('about the call by name, with its ids, query and body; after the admission', async () => {
    const decide = vi.fn<RelayDecide>(() => deny('forbidden', { viewer: 'v-2' }));
    const { relay, sent, audited } = await relayInSandbox({ decide });
    await relay(fromPage('/videos?limit=1'));
    await relay(fromPage('/videos/long-film'));
    const json = { title: 'x' };
    const response = await relay(fromPage('/live-streams', { method: 'POST', json }));
    expect([response.status, await codeOf(response)]).toEqual([403, 'forbidden']);
    expect(decide.mock.calls.map(([, asked]) => asked)).toEqual([
      { name: 'films', ids: {}, query: { limit: '1' }, body: {} },
      { name: 'film', ids: { id: 'long-film' }, query: {}, body: {} },
      { name: 'goLive', ids: {}, query: {}, body: { title: 'x' } },
    ]);
    expect(sent).toEqual([]);
    expect(audited.at(-1)).toMatchObject({
      vendor: 'catch-the-show',
      asked: 'goLive',
      asset: '/live-streams',
      viewer: 'v-2',
      outcome: 'denied',
      status: 403,
    });
  });

  it.each([
    ['unauthenticated', 401],
    ['not_found', 404],
    ['rate_limited', 429],
  ] as const)('A13 A15 A19 deny(%s) is %i', async (reason, status) => {
    const { relay } = relayWith({
      ...SECRET,
      decide: () => deny(reason, { retryAfterSeconds: 7 }),
    });
    const response = await relay(fromPage('/videos/x'));
    expect([response.status, response.headers.get('retry-after')]).toEqual([status, '7']);
  });

  it.each([undefined, true, {}, { kind: 'grant' }, { kind: 'interact' }])(
    'A15 %j is no yes',
    async (decision) => {
      const { relay, sent } = await relayInSandbox({ decide: () => decision as never });
      const response = await relay(fromPage('/videos/launch-film'));
      expect([response.status, await codeOf(response)]).toEqual([500, 'server_error']);
      expect(sent).toEqual([]);
    },
  );

  it('what it throws is not told', async () => {
    const error = new Error('canary');
    const { relay, audited } = relayWith({ ...SECRET, decide: () => Promise.reject(error) });
    const response = await relay(fromPage('/videos/x'));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('canary');
    expect(audited[0]?.error).toBe(error);
  });

  it('A14 its members of the body win over those of the page', async () => {
    const decide = () => permit({ body: { title: 'Theirs', tags: ['server'] } });
    const { relay, sent } = await relayInSandbox({ decide });
    await relay(fromPage('/live-streams', { method: 'POST', json: { title: 'Mine' } }));
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ title: 'Theirs', tags: ['server'] });
    const read = await relay(fromPage('/videos/launch-film'));
    expect([read.status, sent.length]).toEqual([500, 1]);
  });
});

describe('only pages of the application are answered', () => {
  it.each<[string, Record<string, string | undefined>]>([
    ['A1 another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['A2 a sibling', { origin: undefined, 'sec-fetch-site': 'same-site' }],
    ['A3 no custom header', { 'x-playgate': undefined }],
    ['A5 Origin: null', { origin: 'null', 'sec-fetch-site': undefined }],
    ['A7 no browser', { origin: undefined, 'sec-fetch-site': undefined }],
    ['a navigation', { origin: undefined, 'sec-fetch-site': 'none' }],
  ])('%s', async (_what, headers) => {
    const decide = vi.fn<RelayDecide>(() => permit());
    const { relay, sent } = await relayInSandbox({ decide });
    const response = await relay(fromPage('/videos/launch-film', {}, headers));
    expect([response.status, await codeOf(response)]).toEqual([403, 'origin_not_allowed']);
    expect([decide.mock.calls, sent]).toEqual([[], []]);
  });

  it('A18 Host and X-Forwarded-* change nothing, neither here nor where it goes', async () => {
    const { relay, sent, sandbox } = await relayInSandbox();
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    expect((await relay(fromPage('/videos/launch-film', {}, headers))).status).toBe(200);
    expect(sent[0]?.url).toContain(sandbox.addresses.catchTheShow);
  });

  it('pages of another listed origin are answered by CORS, with the methods of the calls', async () => {
    const { relay } = await relayInSandbox({ origins: [APP, PARTNER] });
    const cross = { origin: PARTNER, 'sec-fetch-site': 'cross-site' };
    const preflight = await relay(fromPage('/videos/x', { method: 'OPTIONS' }, cross));
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'GET, POST, DELETE',
    ]);
    const response = await relay(fromPage('/videos/launch-film', {}, cross));
    expect(response.headers.get('access-control-allow-origin')).toBe(PARTNER);
    const foreign = { ...cross, origin: 'https://evil.example' };
    const refused = await relay(fromPage('/videos/x', { method: 'OPTIONS' }, foreign));
    expect(refused.headers.has('access-control-allow-origin')).toBe(false);
  });
});

describe('A46 no header passes', () => {
  it('from the page to the vendor', async () => {
    const { relay, sent } = await relayInSandbox();
    await relay(
      fromPage(
        '/live-streams',
        { method: 'POST', json: { title: 'x' } },
        {
          authorization: 'Bearer canary',
          cookie: 'session=canary',
          'x-api-key': 'canary',
          'x-stapi-api-key': 'canary',
          'proxy-authorization': 'Basic canary',
          forwarded: 'for=canary',
          'x-forwarded-for': 'canary',
          range: 'bytes=0-1',
          'accept-language': 'de',
        },
      ),
    );
    expect(Object.keys(sent[0]?.headers ?? {})).toEqual([
      'accept',
      'authorization',
      'content-type',
    ]);
    expect(JSON.stringify(sent)).not.toContain('canary');
  });

  it('from the vendor to the page', async () => {
    const headers = {
      'set-cookie': 'canary=1',
      'www-authenticate': 'Bearer realm="canary"',
      'x-internal': 'canary',
      'cache-control': 'public, max-age=600',
      'access-control-allow-origin': '*',
      location: 'https://evil.example/',
    };
    for (const status of [200, 401, 500]) {
      const { relay } = relayWith({
        ...SECRET,
        fetch: async () => Response.json({ id: 'x' }, { status, headers }),
        retries: 0,
      });
      const response = await relay(fromPage('/videos/x'));
      expect(Object.fromEntries(response.headers)).toEqual({
        'cache-control': 'no-store',
        'content-security-policy': "frame-ancestors 'none'",
        'content-type': expect.stringContaining('json'),
        'cross-origin-resource-policy': 'same-origin',
        vary: 'Origin, Sec-Fetch-Site, Cookie',
        'x-content-type-options': 'nosniff',
      });
    }
  });
});

describe('CTS-S6 A48 failures', () => {
  it.each(['json', 'text', 'html'])(
    'whose body is %s and repeats the key are told in our own words',
    async (form) => {
      const { relay, sandbox, audited } = await relayInSandbox();
      await sandbox.tell('catchTheShow', 'errorBodies', { form, echo: true });
      const response = await relay(fromPage('/videos/no-film'));
      const text = await response.text();
      expect(response.status).toBe(404);
      expect(text).not.toContain('sandbox_');
      const { correlationId } = parseProblem(JSON.parse(text));
      expect(correlationId).toMatch(/^id-\d+$/);
      expect(audited).toMatchObject([{ correlationId, error: { correlationId, status: 404 } }]);
      expect(JSON.stringify(audited)).not.toContain('sandbox_sk_');
    },
  );

  it.each([
    [401, 502, 'vendor_credentials'],
    [403, 502, 'vendor_credentials'],
    [429, 503, 'vendor_unavailable'],
    [400, 400, 'invalid_request'],
    [409, 409, 'invalid_request'],
    [422, 400, 'invalid_request'],
    [500, 502, 'vendor_unavailable'],
  ])('%i is %i %s', async (status, told, code) => {
    const { relay, sandbox } = await relayInSandbox();
    await sandbox.addFault({ where: {}, do: { action: 'status', status, body: 'canary' } });
    const response = await relay(fromPage('/videos/launch-film'));
    const text = await response.text();
    expect(parseProblem(JSON.parse(text))).toMatchObject({
      ...{ status: told, code },
      correlationId: expect.stringMatching(/^id-\d+$/),
    });
    expect([response.status, text.includes('canary')]).toEqual([told, false]);
  });

  it('a vendor that hangs is waited for 5 seconds', async () => {
    const { relay, sandbox, clock } = await relayInSandbox();
    await sandbox.addFault({ where: {}, do: { action: 'hang' } });
    const asked = relay(fromPage('/videos/launch-film'));
    await vi.waitUntil(async () => (await sandbox.journal()).entries.length > 0);
    await clock.advance(5000);
    expect([(await asked).status, await codeOf(await asked)]).toEqual([504, 'vendor_timeout']);
  });

  it('a vendor that wants to be asked again after that is not', async () => {
    const { relay, sandbox, clock } = await relayInSandbox({ retries: 5 });
    const busy = { action: 'status', status: 503, retryAfter: 20 } as const;
    await sandbox.addFault({ where: {}, do: busy });
    expect((await relay(fromPage('/videos/launch-film'))).status).toBe(502);
    expect(clock.sleeping).toBe(0);
  });

  it('A45 a redirect leads nowhere', async () => {
    const { relay, sandbox } = await relayInSandbox();
    const to = `${sandbox.addresses.foreign}/`;
    await sandbox.addFault({ where: {}, do: { action: 'redirect', to, status: 307 } });
    expect((await relay(fromPage('/videos/launch-film'))).status).toBe(502);
    expect((await sandbox.journal()).entries).toMatchObject([{ listener: 'catchTheShow' }]);
    expect(await sandbox.leaks()).toEqual([]);
  });

  it('S9 a page that goes away ends the call', async () => {
    const { relay, sandbox, audited } = await relayInSandbox();
    await sandbox.addFault({ where: {}, do: { action: 'hang' } });
    const gone = new AbortController();
    const asked = relay(fromPage('/videos/launch-film', { signal: gone.signal }));
    await vi.waitUntil(async () => (await sandbox.journal()).entries.length > 0);
    gone.abort();
    await asked;
    expect(audited).toMatchObject([{ error: { code: 'aborted' } }]);
  });

  it('what cannot be audited is not given', async () => {
    const audit = () => Promise.reject(new Error('disk full'));
    const { relay } = await relayInSandbox({ audit });
    const response = await relay(fromPage('/videos/launch-film'));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('Launch');
  });
});

describe('sizes', () => {
  it('a page sends at most maxBodyBytes', async () => {
    const { relay, sent } = await relayInSandbox({ maxBodyBytes: 64 });
    const of = (length: number) => ({ method: 'POST', json: { title: 'x'.repeat(length) } });
    expect((await relay(fromPage('/live-streams', of(60)))).status).toBe(413);
    expect((await relay(fromPage('/live-streams', of(20)))).status).toBe(200);
    expect(sent).toHaveLength(1);
  });

  it('a vendor answers at most maxAnswerBytes', async () => {
    const small = await relayInSandbox({ maxAnswerBytes: 64 });
    expect((await small.relay(fromPage('/videos/launch-film'))).status).toBe(502);
  });
});

describe('options', () => {
  const make =
    (options: Partial<CatchTheShowRelayOptions>): (() => unknown) =>
    () =>
      relayWith({ ...SECRET, ...options });
  const call = (of: object): Pick<CatchTheShowRelayOptions, 'calls'> => ({
    calls: { mine: { method: 'GET', path: '/videos', ...of } },
  });

  it.each<[string, object]>([
    ['decide', { decide: undefined }],
    ['origins', { origins: [] }],
    ['origins', { origins: ['*'] }],
    ['mountedAt', { mountedAt: 'https://app.example/api' }],
    ['mountedAt', { mountedAt: '/a/../b' }],
    ['mountedAt', { mountedAt: undefined }],
    ['calls', { calls: {} }],
    ['calls', { calls: undefined }],
    ['calls.mine.method', call({ method: 'TRACE' })],
    ['calls.mine.path', call({ path: 'videos' })],
    ['calls.mine.path', call({ path: '//evil.example' })],
    ['calls.mine.path', call({ path: '/videos/../keys' })],
    ['calls.mine.path', call({ path: '/videos/{}' })],
    ['calls.mine.path', call({ path: '/videos/{id}x' })],
    ['calls.mine.path', call({ path: '/videos?x' })],
    ['calls.mine.path', call({ path: '/' })],
    ['calls.mine.path', call({ path: '/keys' })],
    ['calls.mine.path', call({ method: 'POST', path: '/keys/{id}/rotate' })],
    ['calls.mine.path', call({ method: 'POST', path: '/access-tokens' })],
    ['calls.mine.path', call({ path: '/{collection}' })],
    ['calls.mine.path', call({ method: 'DELETE', path: '/{collection}/{id}' })],
    ['calls.mine.path', call({ path: '/Keys' })],
    ['calls.mine.path', call({ path: undefined })],
    ['calls.mine.body', call({ body: ['title'] })],
    ['calls.mine.query', call({ query: ['a b'] })],
    ['calls.mine.answer', call({ answer: ['data.*'] })],
    ['calls.mine.answer', call({ answer: [''] })],
    ['maxBodyBytes', { maxBodyBytes: 0 }],
    ['maxAnswerBytes', { maxAnswerBytes: 1e9 }],
    ['secretKey', { secretKey: 'pk_canary_0123' }],
    ['apiUrl', { apiUrl: 'http://api.catchtheshow.com/v1' }],
  ])('CTS-S1 A15 a wrong %s is refused by name', (name, options) => {
    const wrong = make(options);
    const [option = '', member] = name.split(/(?<=^calls\.mine)\./);
    expect(wrong).toThrow(expect.objectContaining({ code: 'config' }));
    expect(wrong).toThrow(expect.objectContaining({ message: expect.stringContaining(option) }));
    expect(wrong).toThrow(
      expect.objectContaining({ message: expect.stringContaining(member ?? option) }),
    );
    expect(wrong).not.toThrow(/canary/);
    expect(make({ calls: CALLS })).not.toThrow();
  });

  it('a path that only begins as the keys’ does is none of theirs', () => {
    expect(make(call({ path: '/keys-of-heaven' }))).not.toThrow();
  });

  it('X4 is refused in a browser page', () => {
    vi.stubGlobal('document', {});
    try {
      expect(make({})).toThrow(/browser page/);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('a relay at the root', async () => {
    const { relay } = await relayInSandbox({ mountedAt: '/' });
    const request = new Request(`${APP}/videos/launch-film`, fromPage('/x'));
    expect((await relay(request)).status).toBe(200);
  });
});
