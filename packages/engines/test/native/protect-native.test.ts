import { expect, test, vi } from 'vitest';
import { FakeAuthorizer } from '../../../client/test/support/fake-authorizer.ts';
import { settled } from '../../../client/test/support/settled.ts';
import { protectNative } from '../../src/native/index.ts';
import type { ProtectNativeOptions } from '../../src/native/index.ts';
import type { PlaygateWorker } from '../../src/worker/index.ts';

const MASTER = 'https://media.example/master.m3u8';

function setUp(options: ProtectNativeOptions = { src: MASTER }) {
  const authorizer = new FakeAuthorizer();
  const media = document.createElement('video');
  media.load = vi.fn<() => void>();
  media.play = vi.fn<() => Promise<void>>(() => Promise.resolve());
  Object.defineProperties(media, {
    duration: { value: 120 },
    currentTime: { value: 0, writable: true },
    paused: { value: false, writable: true },
    error: { value: null, writable: true },
  });
  const start = () => protectNative(media, authorizer, options);
  const fail = (code: number): void => {
    Object.assign(media, { error: { code } });
    media.dispatchEvent(new Event('error'));
  };
  return { authorizer, media, start, fail };
}

test('M15: says that no header can be set, and opens the source with its query', async () => {
  const { authorizer, media, start } = setUp();
  const protection = start();
  await settled();
  expect(protection.canAttachHeaders).toBe(false);
  expect(authorizer.abilities).toEqual([false]);
  expect(media.src).toBe(`${MASTER}?key=1`);
  media.dispatchEvent(new Event('loadeddata'));
  expect(authorizer.answered).toHaveLength(1);
});

test('a pass that needs a header opens nothing', async () => {
  const { authorizer, media, start } = setUp();
  authorizer.end('unsupported', 'placement_unsupported');
  const protection = start();
  await settled();
  expect(protection.state.get().phase).toBe('unsupported');
  expect(media.hasAttribute('src')).toBe(false);
});

test('plays what the pass brings, once that is known', async () => {
  const { authorizer, media, start } = setUp({});
  start();
  await settled();
  expect(media.hasAttribute('src')).toBe(false);
  authorizer.become({ phase: 'authorized', source: { src: MASTER } });
  await settled();
  expect(media.src).toBe(`${MASTER}?key=1`);
});

test('cookies go along, and receivers that have none are turned off until the end, however often it is opened', async () => {
  const { authorizer, media, start, fail } = setUp();
  authorizer.credentials = true;
  const protection = start();
  await settled();
  authorizer.verdicts = [{ action: 'replay', url: MASTER }];
  fail(2);
  await settled();
  expect(media.crossOrigin).toBe('use-credentials');
  expect(media.disableRemotePlayback).toBe(true);
  expect(media.getAttribute('x-webkit-airplay')).toBe('deny');
  protection.dispose();
  expect(media.disableRemotePlayback).toBeFalsy();
  expect(media.hasAttribute('x-webkit-airplay')).toBe(false);
});

test('receivers stay where a query goes along, or where the application wants that', async () => {
  const query = setUp();
  query.start();
  const left = setUp({ src: MASTER, remotePlayback: 'leave' });
  left.authorizer.credentials = true;
  left.start();
  await settled();
  expect(query.media.disableRemotePlayback).toBeFalsy();
  expect(left.media.disableRemotePlayback).toBeFalsy();
});

test('a source that stops is opened again at the position, with the pass of now', async () => {
  const { authorizer, media, start, fail } = setUp();
  start();
  await settled();
  media.currentTime = 42;
  authorizer.verdicts = [{ action: 'replay', url: MASTER }];
  authorizer.generation = 2;
  fail(2);
  await settled();
  expect(media.src).toBe(`${MASTER}?key=2`);
  media.currentTime = 0;
  media.dispatchEvent(new Event('loadedmetadata'));
  expect(media.currentTime).toBe(42);
  expect(media.play).toHaveBeenCalledTimes(1);
  expect(authorizer.refusals[0]).toMatchObject({ status: 0, request: { kind: 'manifest' } });
});

test('a source that went stale is replaced, and what is not about the pass stays an error', async () => {
  const { authorizer, media, start, fail } = setUp();
  start();
  await settled();
  authorizer.verdicts = [{ action: 'reload' }];
  authorizer.reloads = [{ src: `${MASTER}?fresh` }];
  fail(4);
  await settled();
  expect(media.src).toBe(`${MASTER}?fresh&key=1`);
  fail(2);
  await settled();
  expect(media.src).toBe(`${MASTER}?fresh&key=1`);
  fail(3);
  expect(authorizer.refusals).toHaveLength(2);
});

test('T21: the end takes the source off the element, and a retry puts it back where it was', async () => {
  const { authorizer, media, start } = setUp();
  const protection = start();
  await settled();
  media.currentTime = 42;
  authorizer.end('signed-out', 'signed_out');
  expect(media.hasAttribute('src')).toBe(false);
  expect(media.load).toHaveBeenCalledTimes(1);
  media.currentTime = 0;
  protection.retry();
  await settled();
  expect(media.src).toBe(`${MASTER}?key=1`);
  media.dispatchEvent(new Event('loadedmetadata'));
  expect(media.currentTime).toBe(42);
});

test('disposed of, it hears nothing more, and the source stays', async () => {
  const { authorizer, media, start, fail } = setUp();
  const protection = start();
  await settled();
  protection.dispose();
  fail(2);
  media.dispatchEvent(new Event('loadeddata'));
  expect([authorizer.refusals, authorizer.answered]).toEqual([[], []]);
  expect(media.src).toBe(`${MASTER}?key=1`);
});

test.each([
  [{ src: MASTER }, 'server-helper'],
  [{ src: '/film.mp4' }, 'cookie'],
  [{}, 'server-helper'],
])('M15: says what to try instead of %j, where no header can be set', async (options, rung) => {
  const { authorizer, start } = setUp(options);
  start();
  await settled();
  expect(authorizer.instead).toBe(rung);
});

test('with a worker, which sees the answers, a media error is not taken for a refusal: nothing is opened again and again', async () => {
  const worker = { attach: () => () => {}, dispose: () => {} };
  const { authorizer, start, fail } = setUp({ src: MASTER, worker });
  start();
  await settled();
  fail(4);
  fail(2);
  await settled();
  expect(authorizer.refusals).toEqual([]);
});

test('with a worker headers can be set: it answers for this player, until the end', async () => {
  const detach = vi.fn<() => void>();
  const attach = vi.fn<PlaygateWorker['attach']>(() => detach);
  const worker = { attach, dispose: () => {} };
  const { authorizer, media, start } = setUp({ src: MASTER, worker });
  const protection = start();
  await settled();
  expect(protection.canAttachHeaders).toBe(true);
  expect(authorizer.abilities).toEqual([true]);
  expect([media.crossOrigin, media.disableRemotePlayback]).toEqual(['anonymous', true]);
  const [attachment] = attach.mock.calls[0] ?? [];
  expect(attachment?.authorizer).toBe(authorizer);
  expect(attachment?.opened()).toBe(media.src);
  authorizer.reloads = [{ src: `${MASTER}?fresh` }];
  attachment?.reload();
  await settled();
  expect(media.src).toBe(`${MASTER}?fresh&key=1`);
  protection.dispose();
  expect(detach).toHaveBeenCalledTimes(1);
});
