// @vitest-environment jsdom
import { ClientError } from '@playgate/client';
import type { PlaybackSource } from '@playgate/client';
import { expect, test } from 'vitest';
import { createGate } from '../../src/adapter/gate.ts';
import { createReload } from '../../src/adapter/create-reload.ts';
import { FakeAuthorizer } from '../support/fake-authorizer.ts';
import { settled } from '../support/settled.ts';

const SOURCE: PlaybackSource = { src: 'https://media.example/new.m3u8' };

function setUp(...reloads: (PlaybackSource | ClientError)[]) {
  const authorizer = new FakeAuthorizer();
  authorizer.reloads = reloads;
  const gate = createGate(authorizer);
  const abort = new AbortController();
  const opened: PlaybackSource[] = [];
  const player = { url: 'https://media.example/old.m3u8' };
  const reload = createReload(gate, abort.signal, {
    current: () => player.url,
    open: (source) => opened.push(source),
  });
  return { authorizer, gate, abort, opened, player, reload };
}

test('opens the source that comes, one at a time', async () => {
  const { authorizer, opened, reload } = setUp(SOURCE, SOURCE);
  void reload();
  void reload();
  await settled();
  expect(opened).toEqual([SOURCE]);
  expect(authorizer.calls).toEqual(['reload']);
  void reload();
  await settled();
  expect(opened).toHaveLength(2);
});

test('M13: what the application opened meanwhile stays', async () => {
  const { opened, player, reload } = setUp(SOURCE);
  const done = reload();
  player.url = 'https://media.example/other.m3u8';
  await done;
  expect(opened).toEqual([]);
});

test('a source that does not come ends playback', async () => {
  const { gate, opened, reload } = setUp(new ClientError('invalid_response', 'None.'));
  void reload();
  await settled();
  expect(opened).toEqual([]);
  expect(gate.state.get()).toMatchObject({ phase: 'denied', error: { code: 'invalid_response' } });
});

test('when the protection is gone, nobody waits for it', async () => {
  const { gate, abort, reload } = setUp(new ClientError('disposed', 'Gone.'));
  abort.abort();
  void reload();
  await settled();
  expect(gate.state.get().phase).toBe('authorized');
});
