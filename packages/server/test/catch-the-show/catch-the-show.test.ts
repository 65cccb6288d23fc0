import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { catchTheShow } from '../../src/catch-the-show/index.ts';
import type { CatchTheShowOptions } from '../../src/catch-the-show/index.ts';
import { grant } from '../../src/index.ts';
import type { AuditEvent, PlaybackGrant } from '../../src/index.ts';
import { ask, codeOf, passHandler } from '../support.ts';

const CURRENT = 'sk_canary_current';
const NEXT = 'sk_canary_next';
const FILM = {
  id: 'launch-film',
  title: 'Launch',
  is_public: false,
  stream_url: 'https://media.catchtheshow.example/films/launch-film/master.m3u8',
};

interface Call {
  readonly method: string;
  readonly path: string;
  readonly key: string;
  readonly body: unknown;
  readonly redirect: RequestRedirect | undefined;
}

/** The vendor, as far as it is asked: a film and a token, for the keys that it takes. */
function vendorApi(
  answers: { readonly film?: unknown; readonly token?: unknown; readonly keys?: string[] } = {},
): { readonly fetch: typeof globalThis.fetch; readonly calls: Call[] } {
  const calls: Call[] = [];
  const { film = FILM, token = { token: 'at_1', expires_in: 60 }, keys = [CURRENT] } = answers;
  const fetch: typeof globalThis.fetch = (input, init) => {
    const url = new URL(String(input instanceof Request ? input.url : input));
    const key = new Headers(init?.headers).get('authorization') ?? '';
    calls.push({
      method: init?.method ?? 'GET',
      path: url.pathname,
      key,
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
      redirect: init?.redirect,
    });
    if (!keys.includes(key.replace('Bearer ', '')))
      return Promise.resolve(new Response('canary-body', { status: 401 }));
    return Promise.resolve(Response.json(url.pathname.endsWith('tokens') ? token : film));
  };
  return { fetch, calls };
}

async function pass(
  api: { readonly fetch: typeof globalThis.fetch },
  options: Partial<CatchTheShowOptions> = {},
  granted: PlaybackGrant = { asset: 'video:launch-film', viewer: 'v-1', lifetimeSeconds: 60 },
): Promise<{ readonly response: Response; readonly events: readonly AuditEvent[] }> {
  const { handle, events } = passHandler({
    vendor: catchTheShow({
      secretKey: CURRENT,
      mediaUrls: ['https://media.catchtheshow.example/films/'],
      fetch: api.fetch,
      ...options,
    }),
    decide: () => grant(granted),
  });
  return { response: await handle(ask()), events };
}

describe('a film', () => {
  it('CTS-S3 check 73 gets an access token for just that film, placed on the media only', async () => {
    const api = vendorApi();
    const { response } = await pass(api);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      subject: 'v-1',
      expires_in: 60,
      rules: [
        {
          match: { urls: ['https://media.catchtheshow.example/films/'] },
          place: [{ kind: 'header', name: 'Authorization', value: 'Bearer at_1' }],
        },
      ],
      source: { src: FILM.stream_url, type: 'application/x-mpegURL' },
    });
    expect(api.calls).toEqual([
      {
        method: 'GET',
        path: '/v1/videos/launch-film',
        key: `Bearer ${CURRENT}`,
        body: undefined,
        redirect: 'manual',
      },
      {
        method: 'POST',
        path: '/v1/access-tokens',
        key: `Bearer ${CURRENT}`,
        body: {
          permissions: ['media:play'],
          expires_in: 60,
          resource: { type: 'video', id: 'launch-film' },
          user: 'v-1',
        },
        redirect: 'manual',
      },
    ]);
  });

  it('CTS-B1 the token goes to the media as the application says, and means what it says', async () => {
    const { response } = await pass(vendorApi(), {
      place: (token) => [{ kind: 'query', params: { t: token } }],
      refusals: { 410: 'renew', 403: 'deny' },
    });
    expect(await response.json()).toMatchObject({
      rules: [
        {
          place: [{ kind: 'query', params: { t: 'at_1' } }],
          refusals: { 403: 'deny', 410: 'renew' },
        },
      ],
    });
  });

  it('a live stream is looked up and ordered as one', async () => {
    const api = vendorApi();
    await pass(api, {}, { asset: 'live:live-show', permissions: ['media:play', 'metadata:read'] });
    expect(api.calls.map(({ path }) => path)).toEqual([
      '/v1/live-streams/live-show',
      '/v1/access-tokens',
    ]);
    expect(api.calls[1]?.body).toEqual({
      permissions: ['media:play', 'metadata:read'],
      expires_in: 3600,
      resource: { type: 'live_stream', id: 'live-show' },
    });
  });

  it('a public one needs no access token', async () => {
    const api = vendorApi({ film: { ...FILM, is_public: true } });
    const { response } = await pass(api);
    expect(await response.json()).toMatchObject({
      rules: [{ place: [{ kind: 'none' }] }],
      source: { src: FILM.stream_url },
    });
    expect(api.calls).toHaveLength(1);
  });

  it.each(['yes', 1, null, undefined])('is_public: %j is not public', async (is_public) => {
    const api = vendorApi({ film: { ...FILM, is_public } });
    expect((await pass(api)).response.status).toBe(200);
    expect(api.calls).toHaveLength(2);
  });

  it.each(['launch-film', 'video:', 'video:../x', 'video:a/b', 'video:a?b', 'clip:a', 'video:%2e'])(
    'A16 A45 the grant asset %s asks the vendor nothing',
    async (asset) => {
      const api = vendorApi();
      const { response, events } = await pass(api, {}, { asset });
      expect(response.status).toBe(500);
      expect(events).toMatchObject([{ error: { code: 'invalid_grant' } }]);
      expect(api.calls).toEqual([]);
    },
  );

  it.each([
    'https://evil.example/films/x.m3u8',
    'https://media.catchtheshow.example/other/x.m3u8',
    'https://media.catchtheshow.example/films/../other/x.m3u8',
    'https://media.catchtheshow.example@evil.example/films/x.m3u8',
    'http://media.catchtheshow.example/films/x.m3u8',
    '//media.catchtheshow.example/films/x.m3u8',
    'javascript:alert(1)',
    7,
    undefined,
  ])('A45 the stream_url %s is not followed', async (stream_url) => {
    const api = vendorApi({ film: { ...FILM, stream_url } });
    const { response, events } = await pass(api);
    expect(response.status).toBe(502);
    expect(events).toMatchObject([
      {
        correlationId: 'id-1',
        error: {
          ...{ code: 'vendor_response', vendor: 'catch-the-show', correlationId: 'id-1' },
          message: expect.stringContaining('mediaUrls'),
        },
      },
    ]);
    expect(api.calls).toHaveLength(1);
  });
});

describe('the access token', () => {
  it.each([
    {},
    { token: '', expires_in: 60 },
    { token: 7, expires_in: 60 },
    { token: 'a b', expires_in: 60 },
    { token: 'a\r\nX-Evil: 1', expires_in: 60 },
    { token: 'a', expires_in: 0 },
    { token: 'a', expires_in: -1 },
    { token: 'a', expires_in: '60' },
    { token: 'a' },
    [],
    null,
  ])('T12 %j is no access token', async (token) => {
    const { response, events } = await pass(vendorApi({ token }));
    expect(response.status).toBe(502);
    expect(events).toMatchObject([{ error: { code: 'vendor_response' } }]);
  });

  it('X8 one that lasts longer than ordered does not lengthen the pass', async () => {
    const { response } = await pass(vendorApi({ token: { token: 'a', expires_in: 1e9 } }));
    expect(await response.json()).toMatchObject({ expires_in: 60 });
  });

  it('X8 one that does not say how long it lasts is taken to last as ordered, in whole seconds', async () => {
    const api = vendorApi();
    const read = () => ({ token: 'at_1' });
    const granted = { asset: 'video:launch-film', lifetimeSeconds: 3.9 };
    const { response } = await pass(api, { accessTokens: { read } }, granted);
    expect(api.calls[1]?.body).toMatchObject({ expires_in: 3 });
    expect(await response.json()).toMatchObject({ expires_in: 3 });
  });

  it('CTS-S3 is ordered as the application says', async () => {
    const api = vendorApi({ token: { data: { jwt: 'at_2' } } });
    const { response } = await pass(api, {
      apiUrl: 'https://api.eu.catchtheshow.example/v2/',
      permissions: ['watch'],
      paths: { accessTokens: '/my/tokens' },
      accessTokens: {
        body: ({ permissions, resource }) => ({ scope: permissions.join(' '), on: resource.id }),
        read: (answer) => ({ token: JSON.stringify(answer).includes('at_2') ? 'at_2' : '' }),
      },
    });
    expect(api.calls[1]).toMatchObject({
      path: '/v2/my/tokens',
      body: { scope: 'watch', on: 'launch-film' },
    });
    expect(await response.json()).toMatchObject({
      expires_in: 60,
      rules: [{ place: [{ value: 'Bearer at_2' }] }],
    });
  });
});

describe('two live keys', () => {
  it('CTS-S5 the next is tried when the vendor refuses the current, and then goes first', async () => {
    const api = vendorApi({ keys: [NEXT] });
    const onKeyRefused = vi.fn<NonNullable<CatchTheShowOptions['onKeyRefused']>>();
    const { response } = await pass(api, { nextSecretKey: NEXT, onKeyRefused });
    expect(response.status).toBe(200);
    expect(api.calls.map(({ key }) => key)).toEqual(
      [CURRENT, NEXT, NEXT].map((k) => `Bearer ${k}`),
    );
    expect(onKeyRefused.mock.calls).toEqual([[{ key: 'current' }]]);
  });

  it('CTS-S5 control: the next is not used while the current does', async () => {
    const api = vendorApi({ keys: [CURRENT, NEXT] });
    await pass(api, { nextSecretKey: NEXT });
    expect(api.calls.map(({ key }) => key)).toEqual([CURRENT, CURRENT].map((k) => `Bearer ${k}`));
  });

  it('S1 both refused: 502, each tried once', async () => {
    const api = vendorApi({ keys: [] });
    const { response } = await pass(api, { nextSecretKey: NEXT });
    expect([response.status, await codeOf(response)]).toEqual([502, 'vendor_credentials']);
    expect(api.calls).toHaveLength(2);
  });

  it('another failure is not the fault of the key', async () => {
    const calls: unknown[] = [];
    const fetch: typeof globalThis.fetch = (_input, init) => {
      calls.push(init?.headers);
      return Promise.resolve(new Response('', { status: 403 }));
    };
    const { response } = await pass({ fetch }, { nextSecretKey: NEXT });
    expect([response.status, await codeOf(response)]).toEqual([502, 'vendor_credentials']);
    expect(calls).toHaveLength(1);
  });
});

describe('failures', () => {
  it.each([
    ['CTS-S7 HTTP error', () => new Response('canary-body', { status: 500 }), 'vendor_status'],
    ['CTS-E3 HTML', () => new Response('<p>canary-body'), 'vendor_response'],
    ['S1', () => new Response('canary-body', { status: 401 }), 'vendor_credentials'],
    ['', () => new Response('canary-body', { status: 404 }), 'vendor_not_found'],
  ] as const)('CTS-S6 A48 %s: nothing of it leaves', async (_what, answered, code) => {
    const { response, events } = await pass({ fetch: () => Promise.resolve(answered()) });
    expect(await response.text()).not.toContain('canary');
    expect(events).toMatchObject([{ error: { code } }]);
    expect(inspect(events, { depth: 9, showHidden: true })).not.toContain('canary');
  });

  it('CTS-S7 no connection', async () => {
    const { events } = await pass({ fetch: () => Promise.reject(new TypeError('fetch failed')) });
    expect(events).toMatchObject([{ error: { code: 'vendor_connection' } }]);
  });
});

describe('options', () => {
  const make =
    (options: Partial<CatchTheShowOptions>): (() => unknown) =>
    () =>
      catchTheShow({ secretKey: CURRENT, mediaUrls: ['https://m.example/'], ...options });

  it.each<[string, Partial<CatchTheShowOptions>]>([
    ['secretKey', { secretKey: '' }],
    ['secretKey', { secretKey: JSON.parse('null') }],
    ['secretKey', { secretKey: 'pk_canary_public' }],
    ['secretKey', { secretKey: 'sk_canary\n' }],
    ['nextSecretKey', { nextSecretKey: 'pk_canary_public' }],
    ['mediaUrls', { mediaUrls: [] }],
    ['mediaUrls', { mediaUrls: ['http://m.example/'] }],
    ['apiUrl', { apiUrl: 'http://api.catchtheshow.com/v1' }],
    ['apiUrl', { apiUrl: '/v1' }],
    ['pageApiUrls', { pageApiUrls: ['http://api.example/'] }],
    ['timeoutMs', { timeoutMs: 0 }],
  ])('S6 CTS-S1 CTS-B3 a wrong %s is refused by name', (name, options) => {
    expect(make(options)).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringContaining(name) }),
    );
    expect(make(options)).not.toThrow(/canary/);
    expect(make({})).not.toThrow();
  });

  it("A91 a sandbox's key is refused, but on loopback", () => {
    const secretKey = 'sandbox_sk_0123456789';
    expect(make({ secretKey })).toThrow(/sandbox/);
    expect(make({ secretKey, apiUrl: 'http://127.0.0.1:4611/v1' })).not.toThrow();
  });

  it('X4 CTS-S2 is refused in a browser page', () => {
    vi.stubGlobal('document', {});
    try {
      expect(make({})).toThrow(/browser page/);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('X4 the vendor does not print its key', () => {
    expect(inspect(make({})(), { depth: 9, showHidden: true })).not.toContain('canary');
  });
});
