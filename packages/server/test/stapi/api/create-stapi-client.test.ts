import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import type { VendorCallEvent } from '../../../src/api/vendor-api.ts';
import { createStapiClient } from '../../../src/stapi/index.ts';
import { codeThrown } from '../../api/api-support.ts';
import { all, stapiSandbox, withKey } from '../stapi-sandbox.ts';
import { vendor } from './vendor.ts';

const KEY = 'canary-key-4711';

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

  it('a list that is longer than may be read is an error, and the bound can be set', async () => {
    const { fetch, sent } = vendor(Response.json({ data: [{ id: 'v1' }], next_cursor: 'same' }));
    const { videos } = createStapiClient({ apiKey: KEY, fetch });
    await expect(all(videos.list({ maxPages: 2 }))).rejects.toMatchObject({
      ...{ code: 'vendor_response', message: expect.stringContaining('2 pages') },
    });
    expect(sent).toHaveLength(2);
  });

  it('an empty cursor ends a list, as none does', async () => {
    const { fetch, sent } = vendor(Response.json({ data: [{ id: 'v1' }], next_cursor: '' }));
    expect(await all(createStapiClient({ apiKey: KEY, fetch }).videos.list())).toHaveLength(1);
    expect(sent).toHaveLength(1);
  });

  it('a key that is refused at an upload is followed by the other, and the other goes first then', async () => {
    const sandbox = await stapiSandbox();
    const onKeyRefused = vi.fn<() => void>();
    const keys = { apiKey: 'revoked-key-4711', nextApiKey: sandbox.keys.stapi.apiKey };
    const { videos: good } = createStapiClient(withKey(sandbox));
    const { id } = await good.create({ title: 'Mine' });
    const { videos } = createStapiClient({ ...withKey(sandbox), ...keys, onKeyRefused });
    const film = { content: new Blob(['film']), type: 'video/mp4' };
    expect(await videos.putContent(id, film)).toMatchObject({ status: 'ready' });
    expect(onKeyRefused).toHaveBeenCalledTimes(1);
    const wrong = createStapiClient({ ...withKey(sandbox), apiKey: 'revoked-key-4711' });
    await expect(wrong.videos.putContent(id, film)).rejects.toMatchObject({
      code: 'vendor_credentials',
    });
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
