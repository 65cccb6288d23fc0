import { describe, expect, it, vi } from 'vitest';
import { connectIbmPlayer } from '../../src/ibm-embed/ibm-player.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { codeOf } from '../support/make-client.ts';
import { FakeFrame, FakePage, PLAYER } from './fake-frame.ts';

function setUp() {
  const [frame, page, clock] = [new FakeFrame(), new FakePage(), new FakeClock()];
  const connection = connectIbmPlayer(frame, { page, clock });
  connection.moveTo(`${PLAYER}/embed/1`);
  const heard = vi.fn();
  connection.player.listen(heard);
  const ready = (): void => page.hear(frame, { event: { ready: true } });
  return { frame, page, clock, heard, ready, ...connection };
}

describe('the handshake', () => {
  it('greets the player when its document has loaded, and shakes hands once it is ready', () => {
    const { frame, ready, heard } = setUp();
    expect(frame.sent).toEqual([]);
    frame.load();
    expect(frame.sent).toEqual(['{"cmd":"ready"}']);
    ready();
    ready();
    expect(frame.sent).toEqual(['{"cmd":"ready"}', '{"cmd":"apihandshake","args":[]}']);
    expect(heard.mock.calls).toEqual([
      ['ready', true],
      ['ready', true],
    ]);
  });

  it('is made anew with the document that comes back from a sign-in', () => {
    const { frame, ready } = setUp();
    frame.load();
    ready();
    frame.load();
    ready();
    expect(frame.sent.filter((message) => message.includes('apihandshake'))).toHaveLength(2);
  });

  it('is asked for by the first call, which waits for it', () => {
    const { frame, ready, player } = setUp();
    player.call('seek', 30);
    player.call('play');
    expect(frame.sent).toEqual(['{"cmd":"probe"}', '{"cmd":"probe"}']);
    ready();
    expect(frame.sent.slice(2)).toEqual([
      '{"cmd":"apihandshake","args":[]}',
      '{"cmd":"seek","args":[30]}',
      '{"cmd":"play","args":[]}',
    ]);
    player.call('pause');
    expect(frame.sent.at(-1)).toBe('{"cmd":"pause","args":[]}');
  });

  it('a player that has moved is another one', () => {
    const { frame, ready, player, moveTo } = setUp();
    ready();
    moveTo(`${PLAYER}/embed/2`);
    player.call('play');
    expect(frame.sent.at(-1)).toBe('{"cmd":"probe"}');
    moveTo(undefined);
    player.call('play');
    expect(frame.sent).toHaveLength(2);
  });
});

describe('events', () => {
  it('are told with what they carry; live that is false is offline', () => {
    const { frame, page, heard } = setUp();
    page.hear(frame, { event: { playing: true, size: [1, 2] } });
    page.hear(frame, { event: { live: true } });
    page.hear(frame, { event: { live: false } });
    page.hear(frame, { event: { error: { autoplayRejected: true } } });
    expect(heard.mock.calls).toEqual([
      ['playing', true],
      ['size', [1, 2]],
      ['live', true],
      ['offline', false],
      ['error', { autoplayRejected: true }],
    ]);
  });

  it('are told to each listener until it ends', () => {
    const { frame, page, player } = setUp();
    const listener = vi.fn();
    const [end, endOther] = [player.listen(listener), player.listen(listener)];
    page.hear(frame, { event: { playing: true } });
    end();
    end();
    page.hear(frame, { event: { playing: false } });
    endOther();
    page.hear(frame, { event: { playing: true } });
    expect(listener).toHaveBeenCalledTimes(3);
  });

  it.each([
    'not JSON',
    'null',
    '1',
    '[]',
    '{}',
    '{"event":null}',
    '{"event":1}',
    '{"event":"ready"',
  ])('a message %j is none', (text) => {
    const { frame, page, heard } = setUp();
    page.hear(frame, text);
    page.post({ event: { playing: true } }, frame.contentWindow);
    expect(heard).not.toHaveBeenCalled();
  });

  it('A71: the right message is taken, and none that is wrong in one thing', () => {
    const { frame, page, heard } = setUp();
    const right = '{"event":{"ready":true,"playing":true}}';
    const inside = frame.contentWindow;
    page.post(right, inside, 'https://video.ibm.com.evil.example');
    page.post(right, inside, 'http://video.ibm.com');
    page.post(right, inside, 'null');
    page.post(right, page);
    page.post(right, null);
    expect(heard).not.toHaveBeenCalled();
    expect(frame.sent).toEqual([]);
    page.post(right, inside);
    expect(heard).toHaveBeenCalledTimes(2);
  });

  it('A71: nobody is heard before there is an address, not even a frame without a window', () => {
    const [frame, page] = [new FakeFrame(), new FakePage()];
    const { player } = connectIbmPlayer(frame, { page, clock: new FakeClock() });
    const heard = vi.fn();
    player.listen(heard);
    frame.remove();
    page.post('{"event":{"ready":true}}', null, 'null');
    expect(heard).not.toHaveBeenCalled();
  });
});

describe('properties', () => {
  it('are asked for as the vendor’s library does, and answered', async () => {
    const { frame, page, ready, player } = setUp();
    ready();
    const [duration, again] = [player.get('duration'), player.get('duration')];
    expect(frame.sent.slice(-2)).toEqual(Array(2).fill('{"cmd":"duration","args":[null]}'));
    page.hear(frame, { property: { duration: 120.345 } });
    expect(await Promise.all([duration, again])).toEqual([120.345, 120.345]);
  });

  it.each([
    ['volume', 0, 0],
    ['viewers', 12, 12],
    ['duration', null, undefined],
    ['progress', '3', undefined],
    ['content', ['channel', 1524], ['channel', 1524]],
    ['content', ['recorded', '1'], undefined],
    ['content', 'recorded', undefined],
    ['playingContent', [], undefined],
  ] as const)('%s that is %j is %j', async (name, value, expected) => {
    const { frame, page, ready, player } = setUp();
    ready();
    const asked = player.get(name);
    page.hear(frame, { property: { [name]: value } });
    expect(await asked).toEqual(expected);
  });

  it('that the player gives no answer to are over in time', async () => {
    const { clock, ready, player, frame, page } = setUp();
    ready();
    const [none, later] = [
      player.get('allTimeTotalViewers'),
      player.get('viewers', { timeoutMs: 6000 }),
    ];
    const failed = codeOf(none);
    await clock.advance(5000);
    expect(await failed).toBe('timeout');
    page.hear(frame, { property: { viewers: 3 } });
    expect(await later).toBe(3);
    expect(clock.timers).toBe(0);
  });

  it('are given up with their signal, before or after the question', async () => {
    const { clock, player } = setUp();
    const life = new AbortController();
    const asked = player.get('duration', { signal: life.signal });
    life.abort('gone');
    await expect(asked).rejects.toMatchObject({ code: 'aborted', cause: 'gone' });
    await expect(player.get('duration', { signal: life.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(clock.timers).toBe(0);
  });

  it('are disposed of with the connection', async () => {
    const { clock, player, dispose } = setUp();
    const asked = player.get('duration');
    dispose();
    await expect(asked).rejects.toMatchObject({ code: 'disposed' });
    await expect(player.get('duration')).rejects.toMatchObject({ code: 'disposed' });
    expect(clock.timers).toBe(0);
  });
});

it('check 39, P13: nothing is heard or sent after its end, and no listener stays', () => {
  const { frame, page, heard, ready, dispose } = setUp();
  expect([page.listeners, frame.loads]).toEqual([1, 1]);
  dispose();
  expect([page.listeners, frame.loads]).toEqual([0, 0]);
  ready();
  frame.load();
  expect(heard).not.toHaveBeenCalled();
  expect(frame.sent).toEqual([]);
});
