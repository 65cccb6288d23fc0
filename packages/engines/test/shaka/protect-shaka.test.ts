import { expect, test, vi } from 'vitest';
import { FakeAuthorizer } from '../../../client/test/support/fake-authorizer.ts';
import { settled } from '../../../client/test/support/settled.ts';
import { protectShaka } from '../../src/shaka/index.ts';
import type { ShakaPlayer } from '../../src/shaka/index.ts';
import type { RequestFilter, ResponseFilter, ShakaRequest } from '../../src/shaka/shaka.ts';

const MANIFEST = 'https://media.example/manifest.mpd';

function setUp() {
  const authorizer = new FakeAuthorizer();
  const filters: unknown[] = [];
  const listeners = new Map<string, Set<(event: object) => void>>();
  const events: object[] = [];
  const state = { isLoaded: false, isDestroyed: false };
  const remove = (filter: unknown): void => {
    if (filters.includes(filter)) filters.splice(filters.indexOf(filter), 1);
  };
  const networking = {
    registerRequestFilter: (filter: RequestFilter) => void filters.push(filter),
    unregisterRequestFilter: remove,
    registerResponseFilter: (filter: ResponseFilter) => void filters.push(filter),
    unregisterResponseFilter: remove,
  };
  const load = vi.fn<ShakaPlayer['load']>(() => Promise.resolve());
  const player: ShakaPlayer = {
    getNetworkingEngine: () => (state.isDestroyed ? null : networking),
    isFullyLoaded: () => state.isLoaded,
    getMediaElement: () => null,
    getAssetUri: () => MANIFEST,
    load,
    addEventListener(type, listener) {
      listeners.set(type, (listeners.get(type) ?? new Set()).add(listener));
    },
    removeEventListener: (type, listener) => void listeners.get(type)?.delete(listener),
    dispatchEvent: (event) => events.push(event) > 0,
  };
  const tell = (type: string, event: object = {}): void =>
    listeners.get(type)?.forEach((listener) => listener(event));
  const newRequest = (): ShakaRequest => ({
    ...{ uris: [MANIFEST], headers: {}, method: 'GET', body: null, attempt: 0 },
    ...{ allowCrossSiteCredentials: false, retryParameters: { timeout: 0 } },
  });
  const ask = (request = newRequest()) => {
    const [filter] = filters;
    const run: unknown = typeof filter === 'function' ? filter(0, request) : undefined;
    return { request, run: Promise.resolve(run) };
  };
  return { authorizer, player, filters, listeners, events, state, load, tell, ask };
}

test('registers, and leaves nothing behind', () => {
  const { authorizer, player, filters, listeners } = setUp();
  const protection = protectShaka(player, authorizer);
  expect(filters).toHaveLength(2);
  protection.dispose();
  expect(filters).toEqual([]);
  expect([...listeners.values()].map(({ size }) => size)).toEqual([0, 0, 0]);
  expect(authorizer.calls).toEqual(['dispose']);
});

test('a player that is destroyed cannot be protected', () => {
  const { authorizer, player, state } = setUp();
  state.isDestroyed = true;
  expect(() => protectShaka(player, authorizer)).toThrow(
    expect.objectContaining({ code: 'config' }),
  );
});

test('with each load its filters stand behind those of the application', () => {
  const { authorizer, player, filters, tell } = setUp();
  protectShaka(player, authorizer);
  const theirs = () => {};
  filters.push(theirs);
  tell('loading');
  expect(filters[0]).toBe(theirs);
  expect(filters).toHaveLength(3);
});

test('M2: the end fails what load waits for, and is one critical error afterwards', async () => {
  const { authorizer, player, events, state, ask } = setUp();
  protectShaka(player, authorizer);
  const error = authorizer.end('denied', 'pass_refused');
  await expect(ask().run).rejects.toBe(error);
  expect(events).toEqual([]);

  const playing = setUp();
  playing.state.isLoaded = true;
  const protection = protectShaka(playing.player, playing.authorizer);
  const end = playing.authorizer.end('denied', 'pass_refused');
  expect(playing.events).toEqual([
    {
      type: 'error',
      detail: expect.objectContaining({ severity: 2, category: 1, code: 1006, data: [end] }),
    },
  ]);
  const { run, request } = playing.ask();
  await settled();
  expect(request.uris).toEqual([MANIFEST]);
  protection.retry();
  await run;
  expect(request.uris).toEqual([`${MANIFEST}?key=1`]);
  expect(state.isLoaded).toBe(false);
});

test('M15: where the browser loads by itself, no header can be set', () => {
  const { authorizer, player, tell } = setUp();
  protectShaka(player, authorizer);
  tell('onstatechange', { state: 'src-equals' });
  tell('onstatechange', { state: 'load' });
  expect(authorizer.abilities).toEqual([true, false, true]);
});

test('a source that went stale is loaded anew, and its failure is an error of the player', async () => {
  const { authorizer, player, events, load, tell, ask } = setUp();
  protectShaka(player, authorizer);
  const { request, run } = ask();
  await run;
  authorizer.verdicts = [{ action: 'reload' }];
  authorizer.reloads = [{ src: `${MANIFEST}?fresh`, type: 'application/dash+xml' }];
  const failure = { code: 7000 };
  load.mockRejectedValue(failure);
  const error = { code: 1001, data: [] };
  tell('downloadfailed', { request, error, httpResponseCode: 410, aborted: false });
  await ask(request).run;
  await settled();
  expect(load.mock.calls).toEqual([[`${MANIFEST}?fresh`, undefined, 'application/dash+xml']]);
  expect(events).toEqual([{ type: 'error', detail: failure }]);
});

test.each([false, true])(
  'what load waits for does not wait for another source, which may never come: what is loaded does (%s)',
  async (isLoaded) => {
    const { authorizer, player, state, tell, ask } = setUp();
    const protection = protectShaka(player, authorizer);
    const { request, run } = ask();
    await run;
    state.isLoaded = isLoaded;
    authorizer.verdicts = [{ action: 'reload' }];
    vi.spyOn(authorizer, 'reload').mockReturnValue(new Promise(() => {}));
    const error = { code: 1001, data: [] };
    tell('downloadfailed', { request, error, httpResponseCode: 410, aborted: false });
    let isOver = false;
    void ask(request).run.then(() => (isOver = true));
    await settled();
    expect(isOver).toBe(!isLoaded);
    protection.dispose();
  },
);
