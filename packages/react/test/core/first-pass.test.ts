import { ClientError, createObservable, createPassClient } from '@playgate/client';
import type { PassClient, PlaybackPass } from '@playgate/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFirstPass } from '../../src/core/first-pass.ts';
import { firstPassOf } from '../../src/core/first-passes.ts';
import { aPass } from '../fake-client.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const FILM = { asset: 'film' };

function clientOf(answer: () => Promise<PlaybackPass>): PassClient {
  return createPassClient({ source: answer, random: () => 0.5 });
}

/** What a render throws. */
function thrownBy(read: () => unknown): unknown {
  try {
    read();
  } catch (thrown) {
    return thrown;
  }
  return undefined;
}

test('47: throws one promise until there is a pass, and then gives that', async () => {
  const first = createFirstPass(
    clientOf(async () => aPass({ id: 'one' })),
    FILM,
    () => {},
  );
  const promise = thrownBy(first.read);
  expect(promise).toBeInstanceOf(Promise);
  expect(thrownBy(first.read)).toBe(promise);
  await promise;
  expect(first.read().id).toBe('one');
});

test('47: throws one error to all that wait, and is forgotten after the last of them', async () => {
  const error = new ClientError('forbidden', 'No.');
  const forget = vi.fn();
  const first = createFirstPass(
    clientOf(() => Promise.reject(error)),
    FILM,
    forget,
  );
  await thrownBy(first.read);
  for (let i = 0; i < 10; i += 1) {
    expect(thrownBy(first.read)).toBe(error);
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(forget).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(50);
  expect(forget).toHaveBeenCalledTimes(1);
});

test('39: is forgotten when nobody comes back for it, and when the last who showed it is gone', async () => {
  const forget = vi.fn();
  const first = createFirstPass(
    clientOf(async () => aPass()),
    FILM,
    forget,
  );
  await thrownBy(first.read);
  const release = first.hold();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(forget).not.toHaveBeenCalled();
  release();
  const again = first.hold();
  await vi.advanceTimersByTimeAsync(0);
  expect(forget).not.toHaveBeenCalled();
  again();
  await vi.advanceTimersByTimeAsync(0);
  expect(forget).toHaveBeenCalledTimes(1);
});

test('41: one of a viewer who left is stale, and takes nothing along that the next viewer asked for', async () => {
  const session = createObservable({ status: 'signed-in', subject: 'a' } as const);
  const client = createPassClient({ source: async () => aPass(), random: () => 0.5, session });
  const ofA = firstPassOf(client, FILM);
  await thrownBy(ofA.read);
  expect(firstPassOf(client, FILM)).toBe(ofA);
  const release = ofA.hold();
  client.signOut();
  expect(ofA.isStale()).toBe(true);
  const ofB = firstPassOf(client, FILM);
  expect(ofB).not.toBe(ofA);
  release();
  await vi.advanceTimersByTimeAsync(0);
  expect(firstPassOf(client, FILM)).toBe(ofB);
});

test('3: equal requests have one, and other requests and other clients have their own', () => {
  const [client, other] = [clientOf(async () => aPass()), clientOf(async () => aPass())];
  const first = firstPassOf(client, FILM);
  expect(firstPassOf(client, { asset: 'film' })).toBe(first);
  expect(firstPassOf(client, { asset: 'film', params: { a: 1 } })).not.toBe(first);
  expect(firstPassOf(other, FILM)).not.toBe(first);
});
