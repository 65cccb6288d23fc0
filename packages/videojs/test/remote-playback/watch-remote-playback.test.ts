import type { PassRule, PlaybackPass } from '@playgate/client';
import { afterEach, expect, test } from 'vitest';
import { FakeAuthorizer } from '../../../client/test/support/fake-authorizer.ts';
import type { VideojsPlayer } from '../../src/index.ts';
import { watchRemotePlayback } from '../../src/remote-playback/index.ts';
import { makePlayer, opened } from '../made-player.ts';

let player: VideojsPlayer;
afterEach(() => {
  if (!player.isDisposed()) player.dispose();
});

const pass = (...place: PassRule['place']): PlaybackPass => ({
  ...{ version: 1, mode: 'renewable' },
  rules: [{ match: { urls: ['https://media.example/'] }, place }],
});

const HEADER = { kind: 'header', name: 'Authorization', value: 'Bearer x' } as const;
const QUERY = { kind: 'query', params: { key: 'x' } } as const;
const HELD = { disableremoteplayback: '', airplay: 'deny' };
const FREE = { disableremoteplayback: null, airplay: null };

function attributes() {
  const media = player.el().querySelector('video');
  return {
    disableremoteplayback: media?.getAttribute('disableremoteplayback'),
    airplay: media?.getAttribute('x-webkit-airplay'),
  };
}

async function watched(options = {}) {
  player = makePlayer();
  const authorizer = new FakeAuthorizer();
  const remote = watchRemotePlayback(player, { authorizer }, options);
  await opened(player);
  return { authorizer, remote };
}

test.each([
  ['a header', [HEADER]],
  ['a query', [QUERY]],
  ['a cookie', [{ kind: 'cookie' } as const]],
])('%s cannot follow to a receiver: none is offered, and that is said', async (_, place) => {
  const { authorizer, remote } = await watched();
  expect(attributes()).toEqual(HELD);
  authorizer.pass.set(pass(...place));
  expect(attributes()).toEqual(HELD);
  expect(remote.canFollow.get()).toBe(false);
});

test('what needs no credential may follow, until a pass comes that does; renewals change nothing', async () => {
  const { authorizer, remote } = await watched();
  const seen: boolean[] = [];
  remote.canFollow.subscribe(() => seen.push(remote.canFollow.get()));
  authorizer.pass.set(pass({ kind: 'none' }));
  expect(attributes()).toEqual(FREE);
  authorizer.pass.set(pass());
  expect(attributes()).toEqual(FREE);
  authorizer.pass.set(pass(HEADER));
  authorizer.pass.set(pass(HEADER));
  expect(attributes()).toEqual(HELD);
  expect(seen).toEqual([true, false]);
});

test('with turnOff: false it is only said', async () => {
  const { authorizer, remote } = await watched({ turnOff: false });
  authorizer.pass.set(pass(HEADER));
  expect(remote.canFollow.get()).toBe(false);
  expect(attributes()).toEqual(FREE);
});

test('the element gets back what it had, and nothing is watched any more', async () => {
  player = makePlayer();
  const media = player.el().querySelector('video');
  media?.setAttribute('x-webkit-airplay', 'allow');
  const authorizer = new FakeAuthorizer();
  const remote = watchRemotePlayback(player, { authorizer });
  await opened(player);
  expect(attributes()).toEqual(HELD);
  remote.dispose();
  expect(attributes()).toEqual({ ...FREE, airplay: 'allow' });
  authorizer.pass.set(pass(HEADER));
  player.trigger('loadstart');
  expect(attributes()).toEqual({ ...FREE, airplay: 'allow' });
});
