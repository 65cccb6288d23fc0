import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { alertOnRefusals } from '../../../src/api/refusal-alert.ts';
import type { RefusalAlert } from '../../../src/api/refusal-alert.ts';
import type { VendorCallEvent } from '../../../src/api/vendor-api.ts';
import { createStapiClient } from '../../../src/stapi/index.ts';
import type { StapiClientOptions } from '../../../src/stapi/index.ts';
import { codeThrown } from '../../api/api-support.ts';
import { ManualClock } from '../../api/manual-clock.ts';
import { all, stapiSandbox, withKey, withOAuth } from '../stapi-sandbox.ts';

const KEY = 'canary-key-4711';

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** A vendor that answers each request with the next of these, and remembers them. */
function vendor(...answers: readonly Response[]) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const body = typeof init?.body === 'string' ? init.body : undefined;
    const headers = Object.fromEntries(request.headers);
    sent.push({ method: request.method, url: request.url, headers, body });
    return (answers[sent.length - 1] ?? answers.at(-1) ?? new Response(null)).clone();
  };
  return { fetch, sent };
}

const LIST = (): Response => Response.json({ data: [{ id: 'v1' }] });

describe('the request that the document prints', () => {
  it('STA-S1 is sent as it stands: method, address, header and content type', async () => {
    const { fetch, sent } = vendor(LIST());
    await all(createStapiClient({ apiKey: KEY, fetch }).videos.list());
    expect(sent).toEqual([
      {
        method: 'GET',
        url: 'https://api.stapi.io/v1/videos',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          'x-stapi-api-key': KEY,
        },
        body: undefined,
      },
    ]);
  });

  it('gets the documented answer from the sandbox', async () => {
    const sandbox = await stapiSandbox();
    const videos = await all(createStapiClient(withKey(sandbox)).videos.list());
    expect(videos[0]).toEqual({ id: 'launch-film', title: 'Launch film', status: 'ready' });
    const [call] = (await sandbox.journal()).entries;
    expect(call).toMatchObject({ method: 'GET', path: '/v1/videos', credential: 'key' });
  });

  it('a video without title and status is one all the same', async () => {
    const { fetch } = vendor(Response.json({ data: [{ id: 7 }] }));
    const videos = await all(createStapiClient({ apiKey: KEY, fetch }).videos.list());
    expect(videos).toEqual([{ id: '7', title: undefined, status: undefined }]);
  });
});

describe('STA-S1: the API key', () => {
  it('goes into the query only with a hook that hears of it, and under the name that is given', async () => {
    const sandbox = await stapiSandbox();
    await sandbox.tell('stapi', 'changeSettings', { queryKeyName: 'stapi_key' });
    const warned = vi.fn<(warning: string) => void>();
    const options = { apiKeyPlacement: 'query', queryKeyName: 'stapi_key' } as const;
    const client = createStapiClient({ ...withKey(sandbox), ...options, onWarning: warned });
    expect(warned).toHaveBeenCalledTimes(1);
    expect(warned.mock.calls[0]?.[0]).toMatch(/query/);
    expect(await all(client.videos.list())).toHaveLength(3);
    expect(() => createStapiClient({ ...withKey(sandbox), ...options })).toThrow(/onWarning/);
  });

  it.each([
    ['header', new Response(KEY, { status: 401 })],
    ['header', new Response(`<p>${KEY}</p>`, { status: 500 })],
    ['query', new Response(KEY, { status: 401 })],
    ['query', new Response(KEY, { headers: { 'content-type': 'text/html' } })],
    ['query', Response.redirect('https://elsewhere.example/?api_key=x')],
  ] as const)('A48 in the %s it is in no error and no event', async (apiKeyPlacement, answer) => {
    const events: VendorCallEvent[] = [];
    const client = createStapiClient({
      ...{ apiKey: KEY, apiKeyPlacement, onWarning: () => {}, retries: 0 },
      fetch: vendor(answer).fetch,
      onCall: (event) => events.push(event),
    });
    const error = await all(client.videos.list()).catch((reason: unknown) => reason);
    expect(inspect([error, events, client], { depth: 9, showHidden: true })).not.toContain(KEY);
    expect(events).toHaveLength(1);
    expect(events[0]?.path).toBe('/videos');
  });

  it('that is refused gives way to the next one, which goes first from then on', async () => {
    const sandbox = await stapiSandbox();
    const { id, key } = (await sandbox.tell('stapi', 'createApiKey', { name: 'Old' })) as {
      id: string;
      key: string;
    };
    await sandbox.tell('stapi', 'revokeApiKey', { id });
    const refusals: string[] = [];
    const client = createStapiClient({
      ...withKey(sandbox),
      ...{ apiKey: key, nextApiKey: sandbox.keys.stapi.apiKey },
      onApiKeyRefused: (refusal) => refusals.push(refusal.key),
    });
    expect(await all(client.videos.list())).toHaveLength(3);
    expect(await all(client.videos.list())).toHaveLength(3);
    expect(refusals).toEqual(['apiKey']);
  });

  it.each<[string, StapiClientOptions, RegExp]>([
    ['missing', {}, /apiKey/],
    ['empty', { apiKey: '' }, /apiKey/],
    ['short', { apiKey: 'short' }, /apiKey/],
    ['a line', { apiKey: 'canary-key\n' }, /apiKey/],
    ['a sandbox’s, for the live address', { apiKey: 'sandbox_sk_x' }, /sandbox/],
    ['a next one that is short', { apiKey: KEY, nextApiKey: 'x' }, /nextApiKey/],
    [
      'for an address without TLS',
      { apiKey: KEY, baseUrl: 'http://api.stapi.example/v1' },
      /baseUrl/,
    ],
    [
      'with a name that needs escapes',
      { apiKey: KEY, apiKeyPlacement: 'query', onWarning: () => {}, queryKeyName: 'a&b' },
      /queryKeyName/,
    ],
  ])('%s is an error of configuration that names the option', (_what, options, name) => {
    expect(codeThrown(() => createStapiClient(options))).toBe('config');
    expect(() => createStapiClient(options)).toThrow(name);
    expect(() => createStapiClient(options)).not.toThrow(/canary/);
  });
});

describe('STA-S2: the application’s own tokens', () => {
  it('are asked for once for many calls at the same time, with the scope that they need', async () => {
    const sandbox = await stapiSandbox();
    const client = createStapiClient(withOAuth(sandbox));
    await Promise.all([
      all(client.videos.list()),
      client.videos.read('launch-film'),
      client.videos.read('long-film'),
    ]);
    const { entries } = await sandbox.journal();
    expect(entries.filter(({ path }) => path === '/token')).toHaveLength(1);
    expect(entries.filter(({ credential }) => credential === 'bearer')).toHaveLength(3);
  });

  it('are kept for each set of scopes, however it is spelled', async () => {
    const sandbox = await stapiSandbox();
    const { oauth, ...options } = withOAuth(sandbox);
    if (oauth === undefined) throw new Error('no application');
    const scopes = {
      'videos:read': ['live:read', 'videos:read'],
      'live:read': ['videos:read', 'live:read', 'live:read'],
    };
    const client = createStapiClient({
      ...options,
      oauth: { ...oauth, scopes: (need) => (need in scopes ? Reflect.get(scopes, need) : [need]) },
    });
    await all(client.videos.list());
    await all(client.liveStreams.list());
    await client.analytics.video('launch-film');
    const { entries } = await sandbox.journal();
    expect(entries.filter(({ path }) => path === '/token')).toHaveLength(2);
  });

  it('are renewed ahead of their end, and a refused one is replaced', async () => {
    const sandbox = await stapiSandbox();
    const clock = new ManualClock();
    const client = createStapiClient({ ...withOAuth(sandbox), clock });
    const orders = async (): Promise<number> =>
      (await sandbox.journal()).entries.filter(({ path }) => path === '/token').length;
    await client.videos.read('launch-film');
    await clock.advance(449_000);
    await client.videos.read('launch-film');
    expect(await orders()).toBe(1);
    await clock.advance(1_000);
    await client.videos.read('launch-film');
    await vi.waitFor(async () => expect(await orders()).toBe(2));
    await sandbox.revokeCredentials({ vendor: 'stapi' });
    await client.videos.read('launch-film');
    expect(await orders()).toBe(3);
  });

  it.each(['basic', 'post'] as const)('are got by client_secret_%s', async (authMethod) => {
    const { fetch, sent } = vendor(
      Response.json({ access_token: 'at-1', token_type: 'Bearer', expires_in: 60 }),
      Response.json({ data: { id: 'v1' } }),
    );
    const client = createStapiClient({
      fetch,
      oauth: {
        tokenUrl: 'https://auth.stapi.example/token',
        ...{ clientId: 'app', clientSecret: 'canary-secret', authMethod },
      },
    });
    await client.videos.read('v1');
    const form = new URLSearchParams(sent[0]?.body);
    expect(form.get('grant_type')).toBe('client_credentials');
    expect(form.get('scope')).toBe('videos:read');
    expect(form.get('client_secret')).toBe(authMethod === 'post' ? 'canary-secret' : null);
    expect(sent[0]?.headers['authorization']).toBe(
      authMethod === 'basic' ? `Basic ${btoa('app:canary-secret')}` : undefined,
    );
    expect(sent[1]?.headers['authorization']).toBe('Bearer at-1');
    expect(sent[1]?.headers['x-stapi-api-key']).toBeUndefined();
  });

  it('that do not reach far enough are vendor_forbidden', async () => {
    const sandbox = await stapiSandbox();
    const { oauth, ...options } = withOAuth(sandbox);
    if (oauth === undefined) throw new Error('no application');
    const client = createStapiClient({
      ...options,
      oauth: { ...oauth, scopes: () => ['live:read'] },
    });
    await expect(client.videos.read('launch-film')).rejects.toMatchObject({
      ...{ code: 'vendor_forbidden', status: 403, vendor: 'stapi' },
    });
  });
});

describe('STA-E3: two credentials', () => {
  it('are an error of configuration', async () => {
    const sandbox = await stapiSandbox();
    const both = { ...withOAuth(sandbox), ...withKey(sandbox) };
    expect(codeThrown(() => createStapiClient(both))).toBe('config');
  });

  it('are both sent where that is allowed, and the vendor says what they mean', async () => {
    const sandbox = await stapiSandbox();
    const both = { ...withOAuth(sandbox), ...withKey(sandbox), allowBoth: true };
    const client = createStapiClient(both);
    await expect(client.videos.read('launch-film')).rejects.toMatchObject({
      ...{ code: 'vendor_request', status: 400 },
    });
    await sandbox.tell('stapi', 'changeSettings', { twoCredentials: 'token' });
    expect((await client.videos.read('launch-film')).id).toBe('launch-film');
    await sandbox.revokeCredentials({ vendor: 'stapi' });
    expect((await client.videos.read('launch-film')).id).toBe('launch-film');
  });
});

describe('the calls that the document names', () => {
  it('list videos page by page', async () => {
    const sandbox = await stapiSandbox();
    const { videos } = createStapiClient(withKey(sandbox));
    expect((await all(videos.list({ pageSize: 2 }))).map(({ id }) => id)).toEqual([
      ...['launch-film', 'long-film', 'public-film'],
    ]);
    expect((await sandbox.journal()).entries).toHaveLength(2);
    expect(codeThrown(() => videos.list({ pageSize: 0 }))).toBe('invalid_value');
  });

  it('upload a video, from a Blob or from bytes', async () => {
    const sandbox = await stapiSandbox();
    const { videos } = createStapiClient(withKey(sandbox));
    for (const content of [new Blob(['film']), new Uint8Array(100_000)]) {
      const video = await videos.upload({ title: 'Mine', content, type: 'video/mp4' });
      expect(video).toMatchObject({ title: 'Mine', status: 'ready' });
      expect(await videos.read(video.id)).toEqual(video);
    }
  });

  it('an upload is told to onCall, and ends with its signal', async () => {
    const sandbox = await stapiSandbox();
    const events: VendorCallEvent[] = [];
    const onCall = (event: VendorCallEvent): void => void events.push(event);
    const { videos } = createStapiClient({ ...withKey(sandbox), onCall });
    const { id } = await videos.create({ title: 'Mine' });
    const film = { content: new Blob(['film']), type: 'video/mp4' };
    const gone = AbortSignal.abort();
    await expect(videos.putContent(id, film, { signal: gone })).rejects.toMatchObject({
      code: 'aborted',
    });
    await videos.putContent(id, film);
    await expect(videos.putContent(id, film)).rejects.toMatchObject({ code: 'vendor_conflict' });
    expect(events.map(({ path, status }) => [path, status])).toEqual([
      ['/videos', 201],
      ['/videos/{}/content', 200],
      ['/videos/{}/content', 409],
    ]);
  });

  it('manage live streams', async () => {
    const sandbox = await stapiSandbox();
    const { liveStreams } = createStapiClient(withKey(sandbox));
    const { id, ingestUrl } = await liveStreams.create({ title: 'Show' });
    expect(ingestUrl?.reveal()).toMatch(/^rtmp:/);
    expect(inspect(ingestUrl)).toBe('[secret]');
    expect(await liveStreams.read(id)).toMatchObject({ title: 'Show', status: 'live' });
    await liveStreams.end(id);
    expect((await liveStreams.read(id)).status).toBe('ended');
    expect((await all(liveStreams.list())).map((stream) => stream.id)).toContain(id);
  });

  it('get analytics', async () => {
    const sandbox = await stapiSandbox();
    const { analytics } = createStapiClient(withKey(sandbox));
    expect(await analytics.video('launch-film')).toEqual({ views: 0, watchSeconds: 0 });
  });

  it.each([
    ['a list that is none', { data: {} }],
    ['an entry without id', { data: [{ title: 'x' }] }],
    ['a cursor that is no text', { data: [], next_cursor: 5 }],
    ['nothing', {}],
  ])('%s is vendor_response', async (_what, body) => {
    const client = createStapiClient({ apiKey: KEY, fetch: vendor(Response.json(body)).fetch });
    await expect(all(client.videos.list())).rejects.toMatchObject({
      ...{ code: 'vendor_response', vendor: 'stapi', correlationId: expect.any(String) },
    });
  });
});

describe('errors, which are a status and a text', () => {
  it.each([
    [400, 'vendor_request'],
    [401, 'vendor_credentials'],
    [403, 'vendor_forbidden'],
    [404, 'vendor_not_found'],
    [429, 'vendor_rate_limited'],
    [500, 'vendor_status'],
  ])('%i is %s, without the text', async (status, code) => {
    const { fetch } = vendor(new Response('canary text', { status }));
    const client = createStapiClient({ apiKey: KEY, fetch, retries: 0 });
    const error = await client.videos.read('x').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, status, vendor: 'stapi' });
    expect(inspect(error, { depth: 9 })).not.toContain('canary');
  });

  it('no connection and no answer in time are kept apart, as the sample does', async () => {
    const sandbox = await stapiSandbox();
    const client = createStapiClient({ ...withKey(sandbox), timeoutMs: 50, retries: 0 });
    await sandbox.addFault({ where: { listener: 'stapi' }, do: { action: 'reset' }, times: 1 });
    await expect(client.videos.read('x')).rejects.toMatchObject({ code: 'vendor_connection' });
    await sandbox.addFault({ where: { listener: 'stapi' }, do: { action: 'hang' }, times: 1 });
    await expect(client.videos.read('x')).rejects.toMatchObject({ code: 'vendor_timeout' });
  });

  it('repeated failed authentication rings once in a window, naming the key and never showing it', async () => {
    const sandbox = await stapiSandbox();
    const alerts: RefusalAlert[] = [];
    const onCall = alertOnRefusals({
      ...{ threshold: 3, windowMs: 60_000 },
      alert: (alert) => alerts.push(alert),
    });
    const wrong = createStapiClient({ ...withKey(sandbox), apiKey: 'canary-wrong-key', onCall });
    for (let i = 0; i < 5; i++)
      await expect(wrong.videos.read('x')).rejects.toMatchObject({ code: 'vendor_credentials' });
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({ vendor: 'stapi', key: 'apiKey', refusals: 3 });
    expect(JSON.stringify(alerts)).not.toContain('canary');
    expect((await sandbox.journal()).entries.map(({ verdict }) => verdict)).toContain('wrong');
  });

  it('a client secret that the token endpoint refuses rings as well', async () => {
    const sandbox = await stapiSandbox();
    const { oauth, ...options } = withOAuth(sandbox);
    if (oauth === undefined) throw new Error('no application');
    const alert = vi.fn<(alert: RefusalAlert) => void>();
    const client = createStapiClient({
      ...options,
      oauth: { ...oauth, clientSecret: 'canary-wrong-secret' },
      onCall: alertOnRefusals({ threshold: 1, windowMs: 60_000, alert }),
    });
    await expect(client.videos.read('x')).rejects.toMatchObject({
      ...{ code: 'vendor_credentials', reason: 'invalid_client' },
    });
    expect(alert).toHaveBeenCalledTimes(1);
  });
});
