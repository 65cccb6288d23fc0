import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { createCatchTheShowClient } from '../../src/catch-the-show/index.ts';
import type { CatchTheShowClientOptions } from '../../src/catch-the-show/index.ts';
import { createUsageCounters } from '../../src/api/usage-counters.ts';
import { NOW } from '../support.ts';
import { all, play, showSandbox } from './show-sandbox.ts';

describe('CTS-E1 the request that the document prints', () => {
  it('is sent with exactly that method, path, headers and body, and gets the documented answer', async () => {
    const { client, sent, sandbox } = await showSandbox();
    const stream = await client.liveStreams.create({
      title: 'My New Live Stream',
      description: 'An example stream created via API',
      isPublic: true,
      tags: ['demo', 'api'],
    });
    expect(sent).toEqual([
      {
        method: 'POST',
        url: `${sandbox.addresses.catchTheShow}/v1/live-streams`,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${sandbox.keys.catchTheShow.secretKey}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          title: 'My New Live Stream',
          description: 'An example stream created via API',
          is_public: true,
          tags: ['demo', 'api'],
        }),
      },
    ]);
    expect(stream).toMatchObject({
      id: expect.any(String),
      streamUrl: `${sandbox.addresses.catchTheShow}/media/${stream.id}/master.m3u8`,
    });
    expect(stream.rtmpIngestUrl?.reveal()).toMatch(/^rtmp:\/\//);
    expect(await play(sandbox, stream.id)).toBe(200);
  });

  it('goes to the address that the document prints, unless another is given', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json({ id: 'x' }));
    const client = createCatchTheShowClient({ secretKey: 'sk_0123456789', fetch });
    await client.liveStreams.create({ title: 'x' });
    expect(fetch.mock.calls[0]?.[0]).toBe('https://api.catchtheshow.com/v1/live-streams');
    expect(fetch.mock.calls[0]?.[1]?.body).toBe('{"title":"x","is_public":false}');
  });

  it('X4 the ingest URL, which puts whoever knows it on air, does not print', async () => {
    const { client } = await showSandbox();
    const stream = await client.liveStreams.create({ title: 'x' });
    expect(inspect(stream) + JSON.stringify(stream)).not.toContain('rtmp://');
    expect(stream.rtmpIngestUrl?.reveal()).toContain('rtmp://');
  });
});

describe.each(['videos', 'liveStreams'] as const)('%s', (name) => {
  it('are created, read, listed page by page and deleted', async () => {
    const { client, sent } = await showSandbox();
    const films = client[name];
    const made = await films.create({ title: 'Mine', tags: ['a'] });
    expect(made).toMatchObject({ title: 'Mine', isPublic: false, tags: ['a'] });
    expect((await films.read(made.id)).title).toBe('Mine');
    sent.length = 0;
    const titles = (await all(films.list({ pageSize: 1 }))).map(({ title }) => title);
    expect(titles.at(-1)).toBe('Mine');
    expect(sent).toHaveLength(titles.length);
    await films.delete(made.id);
    await expect(films.read(made.id)).rejects.toMatchObject({ code: 'vendor_not_found' });
    await expect(films.delete(made.id)).rejects.toMatchObject({ status: 404 });
  });

  it('A45 an id is one piece of the path, whatever it holds', async () => {
    const { client, sent, sandbox } = await showSandbox();
    for (const id of ['a/b', '?x', '#', '%2e%2e', '//evil.example', '@evil.example', 'a\\b'])
      await expect(client[name].read(id)).rejects.toMatchObject({ code: 'vendor_not_found' });
    for (const id of ['..', '.', '', 'a\r\nb', '../..'])
      await expect(async () => client[name].read(id)).rejects.toMatchObject({
        code: 'invalid_value',
      });
    for (const { url } of sent)
      expect(url).toMatch(
        new RegExp(`^${sandbox.addresses.catchTheShow}/v1/(videos|live-streams)/[^/?#]+$`),
      );
  });
});

describe('users', () => {
  it('are created, read, listed and deleted; one who is deleted loses what was minted for them', async () => {
    const { client, sandbox } = await showSandbox();
    const ada = await client.users.create({ name: 'Ada' });
    expect(ada).toEqual({ id: expect.any(String), name: 'Ada', createdAt: NOW });
    expect(await client.users.read(ada.id)).toEqual(ada);
    expect(await all(client.users.list())).toEqual([ada]);
    const resource = { type: 'video', id: 'launch-film' } as const;
    const { token } = await client.accessTokens.create({ resource }, { viewer: ada.id });
    expect(await play(sandbox, 'launch-film', token.reveal())).toBe(200);
    await client.users.delete(ada.id);
    expect(await play(sandbox, 'launch-film', token.reveal())).toBe(401);
  });
});

describe('access tokens', () => {
  const resource = { type: 'video', id: 'launch-film' } as const;

  it('CTS-S3 are ordered with permissions and expiry, and given in one form', async () => {
    const { client, sandbox, sent } = await showSandbox();
    const made = await client.accessTokens.create(
      { resource, permissions: ['media:play', 'metadata:read'], lifetimeSeconds: 60.9 },
      { viewer: 'v-1' },
    );
    expect(made).toEqual({
      token: expect.anything(),
      tokenType: 'Bearer',
      expiresInSeconds: 60,
      expiresAt: NOW + 60_000,
      scope: ['media:play', 'metadata:read'],
      id: 'at_1',
    });
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      permissions: ['media:play', 'metadata:read'],
      expires_in: 60,
      resource,
      user: 'v-1',
    });
    expect(inspect(made) + JSON.stringify(made)).not.toContain('sandbox_at_');
    expect(await play(sandbox, 'launch-film', made.token.reveal())).toBe(200);
    expect(await play(sandbox, 'long-film', made.token.reveal())).toBe(403);
  });

  it('CTS-S4 A17 permit the least and last no longer than the ceiling, whatever is asked', async () => {
    const { options } = await showSandbox();
    const client = createCatchTheShowClient({ ...options, maxLifetimeSeconds: 120 });
    const seconds = async (lifetimeSeconds: number) =>
      (await client.accessTokens.create({ resource, lifetimeSeconds })).expiresInSeconds;
    expect(await seconds(315_360_000)).toBe(120);
    expect(await seconds(Infinity)).toBe(120);
    expect(await seconds(-1)).toBe(1);
    await expect(seconds(Number.NaN)).rejects.toMatchObject({ code: 'invalid_grant' });
    expect((await client.accessTokens.create({ resource })).scope).toEqual(['media:play']);
  });

  it.each([[['streams:write']], [['media:play', 'admin']], [[]]])(
    'CTS-S4 the permissions %j are refused before anybody is asked',
    async (permissions) => {
      const { client, sent } = await showSandbox();
      await expect(client.accessTokens.create({ resource, permissions })).rejects.toMatchObject({
        code: 'invalid_grant',
        message: expect.stringContaining('grantable'),
      });
      expect(sent).toEqual([]);
    },
  );

  it('CTS-S4 control: what is made grantable is granted', async () => {
    const { options } = await showSandbox();
    const client = createCatchTheShowClient({ ...options, grantable: ['media:play', 'admin'] });
    const made = await client.accessTokens.create({ resource, permissions: ['admin'] });
    expect(made.scope).toEqual(['admin']);
  });

  it.each<[string, unknown]>([
    ['more permissions than ordered', { permissions: ['media:play', 'streams:write'] }],
    ['an API key', { token: 'sk_0123456789' }],
    ['a public key', { token: 'sandbox_pk_0123456789' }],
    ['no token', { token: 7 }],
    ['an expired one', { expires_in: 0 }],
  ])('CTS-S4 an answer with %s is not used', async (_what, answer) => {
    const body = { token: 'at_1', expires_in: 60, ...Object(answer) };
    const client = createCatchTheShowClient({
      secretKey: 'sk_0123456789',
      fetch: async () => Response.json(body),
    });
    await expect(client.accessTokens.create({ resource })).rejects.toMatchObject({
      code: 'vendor_response',
      vendor: 'catch-the-show',
      correlationId: expect.any(String),
    });
  });

  it('X8 one that is said to last longer than ordered is not counted on', async () => {
    const { options } = await showSandbox();
    const fetch = async () => Response.json({ token: 'at_1', expires_in: 1e9 });
    const client = createCatchTheShowClient({ ...options, fetch });
    const made = await client.accessTokens.create({ resource, lifetimeSeconds: 60 });
    expect([made.expiresInSeconds, made.expiresAt]).toEqual([60, NOW + 60_000]);
  });

  it('are revoked by their id', async () => {
    const { client, sandbox } = await showSandbox();
    const { token, id = '' } = await client.accessTokens.create({ resource });
    await client.accessTokens.revoke(id);
    expect(await play(sandbox, 'launch-film', token.reveal())).toBe(401);
    await expect(client.accessTokens.revoke('at_9')).rejects.toMatchObject({ status: 404 });
  });

  it('CTS-E1 expire by the vendor’s clock: 401', async () => {
    const { client, sandbox, clock } = await showSandbox();
    const { token } = await client.accessTokens.create({ resource, lifetimeSeconds: 3 });
    await clock.advance(2999);
    expect(await play(sandbox, 'launch-film', token.reveal())).toBe(200);
    await clock.advance(1);
    expect(await play(sandbox, 'launch-film', token.reveal())).toBe(401);
  });
});

describe('interactive videos', () => {
  it('are listed and read; a token made for one may interact with it and nothing else', async () => {
    const { client, sandbox } = await showSandbox();
    const [video] = await all(client.interactiveVideos.list());
    expect(video).toMatchObject({ id: 'launch-film', elements: [{ id: 'ending' }] });
    expect(await client.interactiveVideos.read('launch-film')).toEqual(video);
    const { token, scope } = await client.interactiveVideos.createToken('launch-film', {
      lifetimeSeconds: 60,
    });
    expect(scope).toEqual(['interactive:interact']);
    const url = `${sandbox.addresses.catchTheShow}/v1/interactive-videos/launch-film/interactions`;
    const made = await fetch(url, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token.reveal()}`,
        'Content-Type': 'application/json',
      },
      body: '{"element":"ending","choice":"no"}',
    });
    expect(made.status).toBe(201);
    expect(await all(client.interactiveVideos.interactions('launch-film'))).toMatchObject([
      { element: 'ending', choice: 'no', createdAt: NOW },
    ]);
    expect(await play(sandbox, 'launch-film', token.reveal())).toBe(403);
  });
});

describe('keys', () => {
  it('CTS-E2 a key is shown once, as a secret; the list has its prefix', async () => {
    const { client, options } = await showSandbox();
    const made = await client.keys.create({ name: 'Importer', environment: 'staging' });
    expect(made).toMatchObject({ name: 'Importer', environment: 'staging', type: 'secret' });
    expect(inspect(made) + JSON.stringify(made)).not.toContain(made.secret.reveal());
    const listed = await all(client.keys.list());
    expect(listed.map(({ name }) => name)).toEqual(['Backend', 'Web', 'Importer']);
    expect(listed[2]?.prefix).toHaveLength(15);
    expect(listed[2]).not.toHaveProperty('secret');
    const theirs = createCatchTheShowClient({ ...options, secretKey: made.secret });
    expect(await all(theirs.users.list())).toEqual([]);
  });

  it('CTS-S5 CTS-E2 a rotation needs no downtime: both are taken while the grace lasts, then the next', async () => {
    const { client, options, clock, events } = await showSandbox();
    const made = await client.keys.create({ name: 'Importer', environment: 'production' });
    const next = await client.keys.rotate(made.id, { graceSeconds: 60 });
    expect(next.id).not.toBe(made.id);
    const refused: string[] = [];
    const theirs = createCatchTheShowClient({
      ...options,
      secretKey: { secret: made.secret, name: 'Importer 2025', environment: 'production' },
      nextSecretKey: { secret: next.secret, name: 'Importer 2026', environment: 'production' },
      environment: 'production',
      onKeyRefused: ({ key }) => refused.push(key),
    });
    const used = async (): Promise<readonly (string | undefined)[]> => {
      events.length = 0;
      await all(theirs.users.list());
      return events.map(({ key, status }) => `${key}: ${status}`);
    };
    expect(await used()).toEqual(['Importer 2025: 200']);
    await clock.advance(60_000);
    expect(await used()).toEqual(['Importer 2025: 401', 'Importer 2026: 200']);
    expect(await used()).toEqual(['Importer 2026: 200']);
    expect(refused).toEqual(['Importer 2025']);
  });

  it('CTS-S5 the grace of a revocation, and no key in what is told', async () => {
    const { client, options, clock, sandbox, events } = await showSandbox();
    const made = await client.keys.create({ name: 'Old', environment: 'production' });
    const revoked = await client.keys.revoke(made.id, { graceSeconds: 5 });
    expect(revoked.endsAt).toBe(NOW + 5000);
    const theirs = createCatchTheShowClient({ ...options, secretKey: made.secret });
    await all(theirs.users.list());
    await clock.advance(5000);
    await expect(all(theirs.users.list())).rejects.toMatchObject({ code: 'vendor_credentials' });
    const told = JSON.stringify(events);
    expect(told).toContain('"key":"current"');
    for (const key of [made.secret.reveal(), sandbox.keys.catchTheShow.secretKey])
      expect(told).not.toContain(key);
  });

  it.each([-1, 0.5, 2_592_001, Number.NaN])('a grace of %d seconds is none', async (seconds) => {
    const { client, sent } = await showSandbox();
    const rotated = client.keys.rotate('key_1', { graceSeconds: seconds });
    await expect(rotated).rejects.toMatchObject({ code: 'invalid_value' });
    expect(sent).toEqual([]);
  });
});

describe('CTS-S7 errors are kept apart as the sample does', () => {
  const create = async ({ client }: Awaited<ReturnType<typeof showSandbox>>) =>
    client.liveStreams.create({ title: 'x' });

  it.each([
    [401, 'vendor_credentials'],
    [403, 'vendor_forbidden'],
    [400, 'vendor_request'],
    [409, 'vendor_conflict'],
    [429, 'vendor_rate_limited'],
    [500, 'vendor_status'],
    [503, 'vendor_status'],
  ])('HTTP error: %i', async (status, code) => {
    const show = await showSandbox();
    await show.sandbox.addFault({ where: {}, do: { action: 'status', status, body: 'canary' } });
    const error = await create(show).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code, status, vendor: 'catch-the-show' });
    expect(inspect(error, { depth: 9 })).not.toContain('canary');
  });

  it('connection error', async () => {
    const show = await showSandbox();
    await show.sandbox.addFault({ where: {}, do: { action: 'reset' } });
    await expect(create(show)).rejects.toMatchObject({
      code: 'vendor_connection',
      status: undefined,
    });
  });

  it('timeout', async () => {
    const show = await showSandbox();
    await show.sandbox.addFault({ where: {}, do: { action: 'hang' } });
    const failed = create(show).catch((error: unknown) => error);
    await vi.waitUntil(async () => (await show.sandbox.journal()).entries.length > 0);
    await show.clock.advance(5000);
    expect(await failed).toMatchObject({ code: 'vendor_timeout' });
  });

  it.each(['html', 'truncate'] as const)('unknown: %s', async (action) => {
    const show = await showSandbox();
    await show.sandbox.addFault({ where: {}, do: { action } });
    await expect(create(show)).rejects.toMatchObject({ code: 'vendor_response' });
  });

  it('unknown: JSON that is no live stream', async () => {
    const show = await showSandbox();
    await show.sandbox.addFault({ where: {}, do: { action: 'status', status: 204 } });
    await expect(create(show)).rejects.toMatchObject({ code: 'vendor_response' });
    await expect(all(show.client.videos.list())).rejects.toMatchObject({ code: 'vendor_response' });
  });

  it('A45 a redirect is not followed, and the key stays', async () => {
    const show = await showSandbox();
    const to = `${show.sandbox.addresses.foreign}/`;
    await show.sandbox.addFault({ where: {}, do: { action: 'redirect', to }, times: 1 });
    await expect(create(show)).rejects.toMatchObject({ code: 'vendor_response' });
    const { entries } = await show.sandbox.journal();
    expect(entries.map(({ listener }) => listener)).toEqual(['catchTheShow']);
    expect(await show.sandbox.leaks()).toEqual([]);
  });

  it('a creation is not repeated, a reading is', async () => {
    const { options, sandbox, clock } = await showSandbox();
    const client = createCatchTheShowClient({ ...options, retries: 2, random: () => 0 });
    await sandbox.addFault({ where: {}, do: { action: 'status', status: 503 }, times: 2 });
    await expect(client.videos.create({ title: 'x' })).rejects.toMatchObject({ status: 503 });
    const read = client.videos.read('launch-film');
    await vi.waitUntil(async () => {
      await clock.advance(0);
      return (await sandbox.journal()).entries.length === 3;
    });
    expect(await read).toMatchObject({ id: 'launch-film' });
  });
});

describe('CTS-S8 usage', () => {
  it('is counted by key, viewer and resource', async () => {
    const { options } = await showSandbox();
    const usage = createUsageCounters();
    const client = createCatchTheShowClient({
      ...options,
      onCall: usage.count,
      secretKey: { secret: options.secretKey as string, name: 'Backend' },
    });
    await client.videos.read('launch-film', { viewer: 'v-1' });
    await client.videos.read('long-film', { viewer: 'v-1' });
    await client.videos.read('no-film', { viewer: 'v-2' }).catch(() => undefined);
    const resource = { type: 'video', id: 'launch-film' } as const;
    await client.accessTokens.create({ resource }, { viewer: 'v-1' });
    expect(usage.totals('key')).toEqual([{ name: 'Backend', attempts: 4, failures: 1 }]);
    expect(usage.totals('viewer')).toEqual([
      { name: 'v-1', attempts: 3, failures: 0 },
      { name: 'v-2', attempts: 1, failures: 1 },
    ]);
    expect(usage.totals('resource')).toEqual([
      { name: 'video:launch-film', attempts: 2, failures: 0 },
      { name: 'video:long-film', attempts: 1, failures: 0 },
      { name: 'video:no-film', attempts: 1, failures: 1 },
    ]);
  });
});

it('CTS-E2 a key that is listed shows its first characters, even if the vendor sends all of it', async () => {
  const prefix = 'sk_live_0123456789_canary';
  const fetch = async () => Response.json({ data: [{ id: 'k1', prefix, key: prefix }] });
  const client = createCatchTheShowClient({ secretKey: 'sk_0123456789', fetch });
  const keys = await all(client.keys.list());
  expect(keys).toMatchObject([{ id: 'k1', prefix: 'sk_live_01234567' }]);
  expect(JSON.stringify(keys)).not.toContain('canary');
});

describe('what the document leaves open is open', () => {
  it('paths and paging', async () => {
    const urls: string[] = [];
    const pages = [{ films: [{ id: 'a' }], more: 2 }, { films: [{ id: 'b' }] }];
    const client = createCatchTheShowClient({
      secretKey: 'sk_0123456789',
      paths: { videos: '/media/clips' },
      lists: {
        query: ({ size, cursor }) => ({ per_page: size, page: cursor ?? 1 }),
        read: (answer) => {
          const { films, more } = answer as (typeof pages)[0];
          return { items: films, next: more === undefined ? undefined : String(more) };
        },
      },
      fetch: async (input) => {
        urls.push(new Request(input).url);
        return Response.json(pages[urls.length - 1]);
      },
    });
    expect((await all(client.videos.list({ pageSize: 1 }))).map(({ id }) => id)).toEqual([
      'a',
      'b',
    ]);
    expect(urls).toEqual([
      'https://api.catchtheshow.com/v1/media/clips?per_page=1&page=1',
      'https://api.catchtheshow.com/v1/media/clips?per_page=1&page=2',
    ]);
  });

  it.each([null, '', undefined])('a list ends with the cursor %j', async (next_cursor) => {
    const fetch = vi.fn(async () => Response.json({ data: [{ id: 'a' }], next_cursor }));
    const client = createCatchTheShowClient({ secretKey: 'sk_0123456789', fetch });
    expect(await all(client.videos.list())).toHaveLength(1);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('a list does not end with a cursor that cannot be read, nor before maxPages', async () => {
    const over = (next_cursor: unknown) =>
      createCatchTheShowClient({
        secretKey: 'sk_0123456789',
        fetch: async () => Response.json({ data: [{ id: 'a' }], next_cursor }),
      });
    await expect(all(over(2).videos.list())).rejects.toMatchObject({
      ...{ code: 'vendor_response', message: expect.stringContaining('a list') },
    });
    await expect(all(over('same').videos.list({ maxPages: 2 }))).rejects.toMatchObject({
      ...{ code: 'vendor_response', message: expect.stringContaining('2 pages') },
    });
  });

  it('a list that never ends is given up', async () => {
    const client = createCatchTheShowClient({
      secretKey: 'sk_0123456789',
      fetch: async () => Response.json({ data: [], next_cursor: 'again' }),
    });
    await expect(all(client.videos.list())).rejects.toMatchObject({ code: 'vendor_response' });
  });
});

describe('options', () => {
  const make =
    (options: Partial<CatchTheShowClientOptions>): (() => unknown) =>
    () =>
      createCatchTheShowClient({ secretKey: 'sk_canary_0123', ...options });

  it.each<[string, Partial<CatchTheShowClientOptions>]>([
    ['secretKey', { secretKey: '' }],
    ['apiUrl', { apiUrl: 'http://[::ffff:127.0.0.1]/v1' }],
    ['apiUrl', { apiUrl: 'http://api.catchtheshow.com/v1' }],
    ['apiUrl', { apiUrl: 'https://user@api.catchtheshow.com/v1' }],
    ['paths.videos', { paths: { videos: '//evil.example' } }],
    ['paths.videos', { paths: { videos: '/a/../b' } }],
    ['paths.keys', { paths: { keys: 'keys' } }],
    ['paths.keys', { paths: { keys: '/keys?x' } }],
    ['permissions', { permissions: [] }],
    ['grantable', { grantable: ['metadata:read'] }],
    ['maxLifetimeSeconds', { maxLifetimeSeconds: 86_401 }],
  ])('CTS-S1 a wrong %s is refused by name', (name, options) => {
    expect(make(options)).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringContaining(name) }),
    );
    expect(make(options)).not.toThrow(/canary/);
    expect(make({})).not.toThrow();
  });

  it.each([0, 101, 1.5])('a page of %d is none', async (pageSize) => {
    const client = createCatchTheShowClient({ secretKey: 'sk_0123456789' });
    expect(() => client.videos.list({ pageSize })).toThrow(/pageSize/);
  });

  it('CTS-S2 X4 is refused in a browser page, and prints no key', () => {
    expect(inspect(make({})(), { depth: 9, showHidden: true })).not.toContain('canary');
    vi.stubGlobal('document', {});
    try {
      expect(make({})).toThrow(/browser page/);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
