import { afterEach, expect, test, vi } from 'vitest';
import { connectIbmPlayer } from '../../src/core/ibm-player-api.ts';

const ORIGIN = 'https://video.ibm.com';

function setUp() {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const inside = frame.contentWindow;
  if (inside === null) throw new Error('a frame in a page has a window');
  const sent = vi.spyOn(inside, 'postMessage').mockImplementation(() => undefined);
  Object.defineProperty(frame, 'src', { value: `${ORIGIN}/embed/1` });
  const handlers = { onReady: vi.fn(), onEvent: vi.fn() };
  const end = connectIbmPlayer(frame, () => handlers);
  const hear = (data: unknown, origin = ORIGIN, source: MessageEventSource | null = inside) =>
    window.dispatchEvent(new MessageEvent('message', { data, origin, source }));
  return { frame, sent, handlers, hear, end };
}

afterEach(() => document.body.replaceChildren());

test('greets the player when its frame has loaded, at its origin only', () => {
  const { frame, sent } = setUp();
  expect(sent).not.toHaveBeenCalled();
  frame.dispatchEvent(new Event('load'));
  expect(sent).toHaveBeenCalledExactlyOnceWith('{"cmd":"ready"}', ORIGIN);
});

test('greets at once a player that loaded before anybody listened', () => {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  Object.defineProperty(frame, 'src', { value: `${ORIGIN}/embed/1` });
  Object.defineProperty(frame, 'contentDocument', { value: null });
  const sent = vi.fn();
  Object.defineProperty(frame, 'contentWindow', { value: { postMessage: sent } });
  connectIbmPlayer(frame, () => ({}));
  expect(sent).toHaveBeenCalledExactlyOnceWith('{"cmd":"ready"}', ORIGIN);
});

test('shakes hands, and gives the controls', () => {
  const { sent, handlers, hear } = setUp();
  hear('{"event":{"ready":true}}');
  expect(sent).toHaveBeenLastCalledWith('{"cmd":"apihandshake","args":[]}', ORIGIN);
  handlers.onReady.mock.lastCall?.[0].call('seek', 30);
  expect(sent).toHaveBeenLastCalledWith('{"cmd":"seek","args":[30]}', ORIGIN);
  expect(handlers.onEvent).not.toHaveBeenCalled();
});

test('hears events', () => {
  const { handlers, hear } = setUp();
  hear('{"event":{"playing":true,"size":[1,2]}}');
  hear('{"event":{"live":true}}');
  hear('{"event":{"live":false}}');
  expect(handlers.onEvent.mock.calls).toEqual([
    ['playing', true],
    ['size', [1, 2]],
    ['live', true],
    ['offline', false],
  ]);
});

test.each([
  'not JSON',
  'null',
  '1',
  '[]',
  '{"property":{"duration":1}}',
  '{"event":null}',
  '{"event":1}',
])('ignores %j, which is no event', (text) => {
  const { handlers, hear } = setUp();
  hear(text);
  hear({ event: { playing: true } });
  expect(handlers.onEvent).not.toHaveBeenCalled();
  expect(handlers.onReady).not.toHaveBeenCalled();
});

test('A71: takes the right message, and none that is wrong in one thing', () => {
  const { handlers, hear } = setUp();
  const right = '{"event":{"ready":true,"playing":true}}';
  hear(right, 'https://video.ibm.com.evil.example');
  hear(right, 'http://video.ibm.com');
  hear(right, 'null');
  hear(right, ORIGIN, window);
  hear(right, ORIGIN, null);
  expect(handlers.onReady).not.toHaveBeenCalled();
  expect(handlers.onEvent).not.toHaveBeenCalled();
  hear(right);
  expect(handlers.onReady).toHaveBeenCalledOnce();
  expect(handlers.onEvent).toHaveBeenCalledOnce();
});

test('check 39: hears and sends nothing after its end', () => {
  const { frame, sent, handlers, hear, end } = setUp();
  end();
  hear('{"event":{"ready":true}}');
  frame.dispatchEvent(new Event('load'));
  expect(handlers.onReady).not.toHaveBeenCalled();
  expect(sent).not.toHaveBeenCalled();
});

test('P13: 1000 connections leave the page and the frame the listeners they had', () => {
  const { frame } = setUp();
  const added = [vi.spyOn(window, 'addEventListener'), vi.spyOn(frame, 'addEventListener')];
  for (let i = 0; i < 1000; i += 1) connectIbmPlayer(frame, () => ({}))();
  const listeners = added.flatMap(({ mock }) => mock.calls);
  expect(listeners).toHaveLength(2000);
  const left = listeners.filter(
    ([, , options]) => !(typeof options === 'object' && options.signal?.aborted),
  );
  expect(left).toEqual([]);
  vi.restoreAllMocks();
});
