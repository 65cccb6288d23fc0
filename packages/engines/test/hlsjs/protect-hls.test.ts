import Hls from 'hls.js';
import { expect, test, vi } from 'vitest';
import { FakeAuthorizer } from '../../../client/test/support/fake-authorizer.ts';
import { settled } from '../../../client/test/support/settled.ts';
import { playgateConfig, protectHls } from '../../src/hlsjs/index.ts';
import { InnerLoader } from './inner-loader.ts';

const MASTER = 'https://media.example/master.m3u8';

/** The real hls.js, with a loader that never answers. */
function setUp(config: object = {}) {
  class Silent {
    readonly stats = { loading: { start: 0, first: 0, end: 0 }, parsing: {}, aborted: false };
    readonly context = null;
    load(): void {}
    abort(): void {}
    destroy(): void {}
  }
  const hls = new Hls({ loader: Silent, ...config } as never);
  const authorizer = new FakeAuthorizer();
  const errors: object[] = [];
  hls.on(Hls.Events.ERROR, (_event, { fatal, reason, error }) =>
    errors.push({ fatal, reason, error }),
  );
  return { hls, authorizer, errors, Silent };
}

test('stands before every loader that is configured, and takes itself off again', () => {
  const { hls, authorizer } = setUp();
  const { loader, pLoader, fLoader, licenseXhrSetup } = hls.config;
  const protection = protectHls(hls, authorizer);
  expect(hls.config.loader).not.toBe(loader);
  expect(hls.config.licenseXhrSetup).toBeTypeOf('function');
  protection.dispose();
  expect([hls.config.loader, hls.config.pLoader, hls.config.fLoader]).toEqual([
    loader,
    pLoader,
    fLoader,
  ]);
  expect(hls.config.licenseXhrSetup).toBe(licenseXhrSetup);
  expect(hls.listenerCount(Hls.Events.DESTROYING)).toBe(
    new Hls().listenerCount(Hls.Events.DESTROYING),
  );
  expect(authorizer.calls).toEqual(['dispose']);
});

test('leaves what somebody else put in its place', () => {
  const { hls, authorizer, Silent } = setUp();
  const protection = protectHls(hls, authorizer);
  class Theirs extends Silent {}
  Object.assign(hls.config, { loader: Theirs });
  protection.dispose();
  expect(hls.config.loader).toBe(Theirs);
});

test('M2: the end is one fatal error that names the reason, and a retry goes on', () => {
  const { hls, authorizer, errors } = setUp();
  const protection = protectHls(hls, authorizer);
  hls.loadSource(MASTER);
  const stopped = vi.spyOn(hls, 'stopLoad');
  const loaded = vi.spyOn(hls, 'loadSource');
  const error = authorizer.end('denied', 'pass_refused');
  expect(errors).toEqual([{ fatal: true, reason: 'pass_refused', error }]);
  expect(stopped).toHaveBeenCalled();
  protection.retry();
  expect(loaded.mock.calls).toEqual([[MASTER]]);
  expect(errors).toHaveLength(1);
});

test('a player without a source hears of the end when it loads one, and again with the next', () => {
  const { hls, authorizer, errors } = setUp();
  protectHls(hls, authorizer);
  authorizer.end('signed-out', 'signed_out');
  expect(errors).toEqual([]);
  hls.loadSource(MASTER);
  expect(errors).toHaveLength(1);
  hls.loadSource(`${MASTER}?another`);
  expect(errors).toHaveLength(2);
});

test('destroying the instance disposes of the protection', () => {
  const { hls, authorizer } = setUp();
  protectHls(hls, authorizer);
  hls.destroy();
  expect(authorizer.calls).toEqual(['dispose']);
});

test('a source that went stale is opened again at the position', async () => {
  const { hls, authorizer } = setUp({ loader: InnerLoader });
  protectHls(hls, authorizer);
  const media = document.createElement('video');
  Object.defineProperties(media, { duration: { value: 120 }, currentTime: { value: 42 } });
  Object.defineProperty(hls, 'media', { value: media });
  hls.loadSource(MASTER);
  await settled();
  authorizer.reloads = [{ src: `${MASTER}?fresh` }];
  authorizer.verdicts = [{ action: 'reload' }];
  const loaded = vi.spyOn(hls, 'loadSource').mockReturnValue();
  InnerLoader.made.at(-1)?.fail(410);
  await settled();
  expect(loaded.mock.calls).toEqual([[`${MASTER}?fresh`]]);
  expect(hls.config.startPosition).toBe(42);
  // The engine's own listeners want a level; ours came last.
  Reflect.apply(hls.listeners(Hls.Events.LEVEL_LOADED).at(-1) ?? (() => {}), hls, []);
  expect(hls.config.startPosition).toBe(-1);
});

test('opened once more before it has loaded, it still means the first place, and so for this film only', async () => {
  const { hls, authorizer } = setUp({ loader: InnerLoader });
  protectHls(hls, authorizer);
  const media = document.createElement('video');
  const place = { duration: 120, currentTime: 42 };
  for (const name of ['duration', 'currentTime'] as const)
    Object.defineProperty(media, name, { get: () => place[name] });
  Object.defineProperty(hls, 'media', { value: media });
  authorizer.reloads = [{ src: `${MASTER}?1` }, { src: `${MASTER}?2` }];
  authorizer.verdicts = [{ action: 'reload' }, { action: 'reload' }];
  hls.loadSource(MASTER);
  await settled();
  InnerLoader.made.at(-1)?.fail(410);
  await settled();
  Object.assign(place, { duration: NaN, currentTime: 0 });
  InnerLoader.made.at(-1)?.fail(410);
  await settled();
  expect([hls.url, hls.config.startPosition]).toEqual([`${MASTER}?2`, 42]);
  for (const listener of hls.listeners(Hls.Events.LEVEL_LOADED).slice(-2))
    Reflect.apply(listener, hls, []);
  expect(hls.config.startPosition).toBe(-1);
});

test('as a configuration it protects the instance that is made with it', () => {
  const { hls, authorizer, errors } = setUp(playgateConfig(Hls, new FakeAuthorizer()));
  expect(hls.config.loader.name).not.toBe('Silent');
  expect([authorizer.calls, errors]).toEqual([[], []]);
  const ours = new FakeAuthorizer();
  const made = new Hls({ ...playgateConfig(Hls, ours), maxBufferLength: 7 });
  expect(made.config.maxBufferLength).toBe(7);
  expect(ours.abilities).toEqual([true]);
  made.destroy();
  expect(ours.calls).toEqual(['dispose']);
});
