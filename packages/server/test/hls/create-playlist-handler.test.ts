import { describe, expect, it, vi } from 'vitest';
import { deny, interact } from '../../src/index.ts';
import type { AuditEvent, Vendor } from '../../src/index.ts';
import { createPlaylistHandler } from '../../src/hls/index.ts';
import { ManualClock } from '../api/manual-clock.ts';
import { APP, codeOf } from '../support.ts';
import {
  ADDRESS,
  BEARER,
  CDN,
  MASTER,
  playlist,
  playlistHandler,
  RULES,
  through,
  TOKEN,
  vendorOf,
} from './hls-support.ts';

/** A playlist that begins and does not end. */
const unending = (): ReadableStream<Uint8Array> =>
  new ReadableStream({ start: (body) => body.enqueue(new TextEncoder().encode(FILM)) });

/** A playlist of which a line comes now and then, and no end. */
const dripping = (clock: ManualClock, everyMs: number): ReadableStream<Uint8Array> => {
  const { signal } = new AbortController();
  const line = (text: string): Uint8Array => new TextEncoder().encode(`${text}\n`);
  return new ReadableStream(
    {
      start: (body) => body.enqueue(line('#EXTM3U')),
      async pull(body) {
        if (everyMs > 0) await clock.sleep(everyMs, signal);
        body.enqueue(line('#EXT-X-VERSION:7'));
      },
    },
    { highWaterMark: 0 },
  );
};

const FILM = playlist('#EXT-X-STREAM-INF:BANDWIDTH=1', 'low/a.m3u8');

describe('a playlist', () => {
  it('comes from the source of the pass, with the server’s credential, and leads back here', async () => {
    const { get, sent, events } = playlistHandler(new Response(FILM));
    const response = await get();
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(
      playlist('#EXT-X-STREAM-INF:BANDWIDTH=1', through(`${CDN}low/a.m3u8`)),
    );
    expect(sent.map(({ url }) => url)).toEqual([MASTER]);
    expect(sent[0]?.headers.get('authorization')).toBe(BEARER);
    expect(events).toMatchObject([
      { vendor: 'plain', outcome: 'granted', status: 200, asked: 'film', viewer: 'viewer-1' },
    ]);
  });

  it('that another one named is found through its address, and so are its segments', async () => {
    const { get, sent } = playlistHandler(new Response(playlist('#EXTINF:4,', '1.ts')));
    const response = await get(new URL(through(`${CDN}low/a.m3u8`), ADDRESS).href);
    expect(await response.text()).toContain(`${CDN}low/1.ts?token=${TOKEN}\n`);
    expect(sent[0]?.url).toBe(`${CDN}low/a.m3u8`);
  });

  it('may be named by the page, if the pass opens it', async () => {
    const { get, sent } = playlistHandler(() => new Response(FILM));
    const named = (url: string) => get(`${ADDRESS}&manifest=${encodeURIComponent(url)}`);
    expect((await named(`${CDN}other.m3u8`)).status).toBe(200);
    expect((await named('https://elsewhere.example/a.m3u8')).status).toBe(400);
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['/hls', 'hls?'],
    ['/a/b.c/film.m3u8', 'film.m3u8?'],
    ['/a/', '?'],
    ['/a/b:c', './b:c?'],
  ])('has an address that is relative to its own: %s', async (path, begins) => {
    const { get } = playlistHandler(new Response(FILM));
    const text = await (await get(`${APP}${path}?asset=film&x=/y?`)).text();
    expect(text.split('\n')[2]?.startsWith(`${begins}asset=film&x=/y?&playlist=`)).toBe(true);
  });

  it('keeps what the application put into its address, and passes delivery directives on', async () => {
    const { get, sent } = playlistHandler(new Response(FILM));
    const response = await get(
      `${APP}/api/hls?ticket=a%20b&asset=film&_HLS_msn=7&_HLS_part=1&v.dir=x`,
    );
    expect(await response.text()).toContain(
      `\nhls?ticket=a%20b&asset=film&playlist=${encodeURIComponent(`${CDN}low/a.m3u8`)}\n`,
    );
    expect(sent[0]?.url).toBe(`${MASTER}?_HLS_msn=7&_HLS_part=1`);
  });

  it('A79, A81: is stored nowhere, whatever the answer', async () => {
    const { get } = playlistHandler(() => new Response(FILM));
    for (const response of [await get(), await get(ADDRESS, { method: 'PUT' })]) {
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
    expect((await get()).headers.get('content-type')).toBe('application/vnd.apple.mpegurl');
  });

  it('is answered whole to a range, and without a body to HEAD', async () => {
    const { get, sent } = playlistHandler(() => new Response(FILM));
    expect((await get()).status).toBe(200);
    const head = await get(ADDRESS, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(sent.every(({ headers }) => !headers.has('range'))).toBe(true);
  });
});

describe('nothing is given', () => {
  it.each([
    ['without a decision', undefined, 500],
    ['where nobody is signed in', deny('unauthenticated'), 401],
    ['where the viewer may not', deny('forbidden'), 403],
    [
      'before the viewer acted',
      interact({ entryUrl: 'https://door.example/', returnUrl: `${APP}/back` }),
      403,
    ],
  ])('A13, A15: %s', async (_why, decision, status) => {
    const { get, sent, events } = playlistHandler(new Response(FILM), {
      decide: () => Object(decision),
    });
    expect((await get()).status).toBe(status);
    expect(sent).toEqual([]);
    expect(events[0]?.outcome).not.toBe('granted');
  });

  it('A15: a handler without `decide` is not made', () => {
    const options = { vendor: vendorOf(RULES), origins: [APP], decide: Object('yes') };
    expect(() => createPlaylistHandler(options)).toThrow(
      expect.objectContaining({ code: 'config' }),
    );
  });

  it.each([
    [{ timeoutMs: 0 }, 'timeoutMs'],
    [{ timeoutMs: 60_001 }, 'timeoutMs'],
    [{ wholeTimeoutMs: 0 }, 'wholeTimeoutMs'],
    [{ wholeTimeoutMs: 300_001 }, 'wholeTimeoutMs'],
    [{ maxPlaylistBytes: 10_485_761 }, 'maxPlaylistBytes'],
    [{ dateRanges: Object('place ') }, 'dateRanges'],
  ])('the option %j is refused by its name', (option, name) => {
    expect(() => playlistHandler(new Response(), option)).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringContaining(name) }),
    );
  });

  it('that the audit did not hear of, and the media server’s connection is let go', async () => {
    const aborted = vi.fn<() => void>();
    const { get } = playlistHandler(
      ({ signal }) => {
        signal.addEventListener('abort', aborted);
        return new Response(unending());
      },
      {
        audit: () => {
          throw new Error('full');
        },
      },
    );
    expect((await get()).status).toBe(500);
    expect(aborted).toHaveBeenCalledTimes(1);
  });

  it('for a pass that opens something once', async () => {
    const vendor: Vendor = {
      id: 'once',
      mint: () =>
        Promise.resolve({
          kind: 'pass',
          mode: 'single-use',
          rules: RULES,
          source: { src: MASTER },
        }),
    };
    const { get, events } = playlistHandler(new Response(FILM), { vendor });
    expect((await get()).status).toBe(500);
    expect(events[0]?.error).toMatchObject({ code: 'placement_unsupported' });
  });

  it('where segments would need a header: the operator is told, before anything is sent', async () => {
    const rules = RULES.slice(0, 1).map(({ place }) => ({ match: { urls: [CDN] }, place }));
    const { get, events } = playlistHandler(new Response(playlist('1.ts')), {
      vendor: vendorOf(rules),
    });
    expect((await get()).status).toBe(500);
    expect(events[0]?.error).toMatchObject({ code: 'placement_unsupported' });
  });
});

describe('the media server', () => {
  it.each([
    ['S1: refuses the server', 401, 502, 'vendor_credentials'],
    ['S1: refuses the server', 403, 502, 'vendor_credentials'],
    ['has no such playlist', 404, 404, 'not_found'],
    ['S2: had too many calls', 429, 503, 'vendor_unavailable'],
    ['fails', 500, 502, 'vendor_unavailable'],
    ['S4: redirects', 302, 502, 'vendor_unavailable'],
    ['has nothing', 204, 502, 'vendor_unavailable'],
  ])('%s (%i)', async (_what, status, answered, code) => {
    const headers = {
      location: 'https://evil.example/',
      'www-authenticate': 'Bearer realm="canary"',
      'set-cookie': 'canary=1',
      'retry-after': '9999999',
    };
    const { get, sent } = playlistHandler(() => new Response(null, { status, headers }));
    const response = await get();
    expect(response.status).toBe(answered);
    expect(JSON.stringify([...response.headers])).not.toContain('canary');
    if (status === 429) expect(response.headers.get('retry-after')).toBe('300');
    expect(await codeOf(response)).toBe(code);
    expect(sent.map(({ redirect }) => redirect)).toEqual(['manual']);
  });

  it('S5: sends a page instead of a playlist', async () => {
    const { get } = playlistHandler(new Response('<!doctype html><title>canary</title>'));
    const response = await get();
    expect(response.status).toBe(502);
    expect(await response.text()).not.toContain('canary');
  });

  it('S3: does not answer: 504 after 5 s, and the request is ended', async () => {
    const clock = new ManualClock();
    let ended = false;
    const { get } = playlistHandler(
      ({ signal }) => {
        signal.addEventListener('abort', () => (ended = true));
        return new Promise(() => {});
      },
      { clock },
    );
    const answer = get();
    await clock.advance(4999);
    expect(ended).toBe(false);
    await clock.advance(1);
    expect((await answer).status).toBe(504);
    expect(ended).toBe(true);
  });

  it('may hold a playlist that is not there yet for four times as long', async () => {
    const clock = new ManualClock();
    const { get } = playlistHandler(() => new Promise(() => {}), { clock });
    const answer = get(`${ADDRESS}&_HLS_msn=3`);
    await clock.advance(20_000);
    expect((await answer).status).toBe(504);
    expect(clock.slept).toEqual([20_000]);
  });

  it('S3: stops in the middle: what comes after 5 s is a failure, not an end', async () => {
    const clock = new ManualClock();
    const { get } = playlistHandler(new Response(unending()), { clock });
    const body = await get();
    const failed = body.text().catch((error: unknown) => error);
    await clock.advance(5000);
    expect(await failed).toMatchObject({ code: 'vendor_timeout' });
  });

  it.each([
    ['every 4 s', 4000, undefined, 30_000],
    ['every 4 s', 4000, 10_000, 10_000],
    ['all the time', 1, 100, 100],
  ])(
    'S3: sends a line %s and does not end: no player waits for longer than it may, and the operator hears of it',
    async (_how, everyMs, wholeTimeoutMs, endsMs) => {
      const clock = new ManualClock();
      const broken: AuditEvent[] = [];
      const { get, events, sent } = playlistHandler(new Response(dripping(clock, everyMs)), {
        ...{ clock, onBroken: (event) => broken.push(event) },
        ...(wholeTimeoutMs !== undefined && { wholeTimeoutMs }),
      });
      const response = await get();
      const failed = response.text().catch((error: unknown) => error);
      await clock.advance(endsMs - 1);
      expect([sent[0]?.signal.aborted, broken]).toEqual([false, []]);
      await clock.advance(1);
      expect(await failed).toMatchObject({ code: 'vendor_timeout' });
      expect(sent[0]?.signal.aborted).toBe(true);
      const error = expect.objectContaining({ code: 'vendor_timeout' });
      expect(broken).toEqual([{ ...events[0], at: expect.any(Number), outcome: 'failed', error }]);
      expect(JSON.stringify(broken)).not.toContain('canary');
    },
  );

  it('control of S3: the time that the player takes is not counted', async () => {
    const clock = new ManualClock();
    const { get } = playlistHandler(new Response(dripping(clock, 0)), { clock });
    const reader = (await get()).body?.getReader();
    for (let n = 0; n < 10; n += 1) {
      await clock.advance(10_000);
      expect((await reader?.read())?.done).toBe(false);
    }
    await reader?.cancel();
  });

  it.each([
    ['breaks off', new TypeError('reset, with a canary'), 'vendor_connection'],
    ['sends what is no text', new Uint8Array([0xff, 0x0a]), 'vendor_response'],
  ])('S9: %s in the middle: the operator hears why', async (_what, next, code) => {
    const broken: AuditEvent[] = [];
    const body = new ReadableStream(
      {
        start: (controller) => controller.enqueue(new TextEncoder().encode(FILM)),
        pull(controller) {
          if (next instanceof Error) controller.error(next);
          else controller.enqueue(next);
        },
      },
      { highWaterMark: 0 },
    );
    const onBroken = (event: AuditEvent): void => void broken.push(event);
    const { get } = playlistHandler(new Response(body), { onBroken });
    const failed = await (await get()).text().catch((error: unknown) => error);
    expect(failed).toMatchObject({ code });
    expect(broken).toMatchObject([
      { outcome: 'failed', status: 200, asked: 'film', error: failed },
    ]);
    expect(JSON.stringify(broken)).not.toContain('canary');
  });

  it('control of S9: a player that goes away, or has all of it, is not reported', async () => {
    const onBroken = vi.fn<() => void>();
    const leave = new AbortController();
    const { get } = playlistHandler(() => new Response(unending()), { onBroken });
    const body = (await get(ADDRESS, { signal: leave.signal })).text().catch(() => 'gone');
    leave.abort();
    expect(await body).toBe('gone');
    await (await get()).body?.cancel();
    const { get: getAll } = playlistHandler(() => new Response(FILM), { onBroken });
    await (await getAll()).text();
    expect(onBroken).not.toHaveBeenCalled();
  });

  it('S9: is left alone when the player goes between two pieces', async () => {
    const leave = new AbortController();
    const { get, sent } = playlistHandler(() => new Response(unending()));
    await get(ADDRESS, { signal: leave.signal });
    leave.abort();
    expect(sent.map(({ signal }) => signal.aborted)).toEqual([true]);
  });

  it.each(['before', 'after'])(
    'S9: is left alone as soon as the player goes, %s it answered',
    async (when) => {
      const leave = new AbortController();
      const { get, sent } = playlistHandler(() =>
        when === 'before' ? new Promise(() => {}) : new Response(unending()),
      );
      const answer = get(ADDRESS, { signal: leave.signal });
      if (when === 'before') leave.abort();
      else await (await answer).body?.cancel();
      expect((await answer).status).toBe(when === 'before' ? 500 : 200);
      expect(sent.map(({ signal }) => signal.aborted)).toEqual([true]);
    },
  );

  it('S8: sends more than is taken', async () => {
    const { get } = playlistHandler(new Response(FILM), { maxPlaylistBytes: 20 });
    expect((await get()).status).toBe(502);
  });
});
