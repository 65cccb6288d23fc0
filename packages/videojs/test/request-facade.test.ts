import { ClientError } from '@playgate/client';
import type { Verdict } from '@playgate/client';
import { expect, test } from 'vitest';
import { MASTER, SEGMENT, read, sentRequests } from './sent-requests.ts';
import { settled } from '../../client/test/support/settled.ts';

const REPLAY: Verdict = { action: 'replay', url: SEGMENT };

test('sends in the same tick when a pass is held, and hands the answer over', () => {
  const { ask, last, authorizer } = sentRequests();
  const { request, callback } = ask();
  expect(last().opened?.url).toBe(`${SEGMENT}?key=1`);
  expect(callback).not.toHaveBeenCalled();
  last().answer(200, 'media');
  expect(callback).toHaveBeenCalledExactlyOnceWith(null, request);
  expect(read(request, 'status')).toBe(200);
  expect(read(request, 'responseText')).toBe('media');
  expect(authorizer.answered).toHaveLength(1);
});

test('waits for a pass, and is unsent meanwhile', async () => {
  const { ask, network, authorizer } = sentRequests();
  authorizer.free = false;
  const { request } = ask();
  await settled();
  expect(network).toHaveLength(0);
  expect(['status', 'readyState', 'aborted'].map((name) => read(request, name))).toEqual([
    0,
    0,
    false,
  ]);
  authorizer.free = true;
  authorizer.wake();
  await settled();
  expect(network).toHaveLength(1);
});

test('replays a refused request: one callback, no event and no status of the refusal', async () => {
  const { ask, network, last, authorizer } = sentRequests();
  authorizer.verdicts = [REPLAY, REPLAY];
  const { request, callback, types } = ask();
  for (const status of [401, 403]) {
    last().progress(status, 'no');
    last().answer(status, 'no');
    expect(read(request, 'status')).toBe(0);
    authorizer.generation += 1;
    await settled();
  }
  expect(network).toHaveLength(3);
  expect(types()).toEqual([]);
  last().progress(200, 'ye');
  last().answer(200, 'yes');
  expect(last().opened?.url).toBe(`${SEGMENT}?key=3`);
  expect(callback).toHaveBeenCalledExactlyOnceWith(null, request);
  expect(types()).toEqual(['progress', 'loadend']);
});

test('tells the authorizer what was opened, the status, where it came from and when to ask again', async () => {
  const { ask, last, authorizer } = sentRequests();
  ask();
  last().answerHeaders = { 'Retry-After': '3' };
  last().answer(429, '', 'https://edge.media.example/1.ts');
  await settled();
  expect(authorizer.refusals).toEqual([
    expect.objectContaining({
      status: 429,
      responseUrl: 'https://edge.media.example/1.ts',
      retryAfter: '3',
      request: expect.objectContaining({
        url: `${SEGMENT}?key=1`,
        original: SEGMENT,
        generation: 1,
      }),
    }),
  ]);
});

test('surfaces what is not about the pass, with its loadend after the callback', async () => {
  const { ask, last } = sentRequests();
  const { request, callback, types } = ask();
  last().answer(404, 'gone');
  expect(callback).not.toHaveBeenCalled();
  await settled();
  expect(callback).toHaveBeenCalledExactlyOnceWith(expect.any(Error), request);
  expect(read(request, 'status')).toBe(404);
  expect(types()).toEqual(['loadend']);
});

test('asks the authorizer about an answer without a status', async () => {
  const { ask, last, network, authorizer } = sentRequests();
  authorizer.verdicts = [REPLAY];
  ask();
  last().answer(0);
  await settled();
  expect(authorizer.refusals.map(({ status, responseUrl }) => [status, responseUrl])).toEqual([
    [0, ''],
  ]);
  expect(network).toHaveLength(2);
});

test('leaves a timeout to VHS', () => {
  const { ask, last, authorizer } = sentRequests();
  const { request, callback, events } = ask();
  const timeOut: unknown = Reflect.get(last(), 'timeOut');
  if (typeof timeOut === 'function') timeOut();
  expect(callback).toHaveBeenCalledExactlyOnceWith(expect.any(Error), request);
  expect(read(request, 'timedout')).toBe(true);
  expect(events).toMatchObject([{ type: 'loadend', aborted: true }]);
  expect(authorizer.refusals).toEqual([]);
});

test('abort while it waits: a loadend that says so, no callback and nothing sent, ever', async () => {
  const { ask, network, authorizer } = sentRequests();
  authorizer.free = false;
  const { request, callback, events } = ask();
  request.abort();
  request.abort();
  expect(events).toEqual([{ type: 'loadend', target: request, aborted: true }]);
  authorizer.free = true;
  authorizer.wake();
  await settled();
  expect(network).toHaveLength(0);
  expect(callback).not.toHaveBeenCalled();
  expect(read(request, 'aborted')).toBe(true);
});

test('abort in flight: the real loadend, no callback', () => {
  const { ask, last, authorizer } = sentRequests();
  const { request, callback, events } = ask();
  request.abort();
  expect(events).toMatchObject([{ type: 'loadend', target: last(), aborted: true }]);
  expect(callback).not.toHaveBeenCalled();
  expect(authorizer.refusals).toEqual([]);
});

test('abort while a refusal is judged: no replay', async () => {
  const { ask, last, network, authorizer } = sentRequests();
  let judge: (verdict: Verdict) => void = () => undefined;
  authorizer.verdicts = [new Promise((resolve) => (judge = resolve))];
  const { request, callback, types } = ask();
  last().answer(401);
  request.abort();
  judge(REPLAY);
  await settled();
  expect(authorizer.refusals[0]?.signal?.aborted).toBe(true);
  expect(network).toHaveLength(1);
  expect(callback).not.toHaveBeenCalled();
  expect(types()).toEqual(['loadend']);
});

test('abort after the end stays quiet', () => {
  const { ask, last } = sentRequests();
  const { request, callback, types } = ask();
  last().answer(200);
  request.abort();
  expect(types()).toEqual(['loadend']);
  expect(callback).toHaveBeenCalledTimes(1);
});

test('stop: nothing more is sent and VHS hears nothing, until the viewer retries', async () => {
  const { ask, last, network, gate, authorizer } = sentRequests();
  const { callback, types } = ask();
  const error = new ClientError('pass_refused', 'Refused.');
  authorizer.verdicts = [{ action: 'stop', error }];
  authorizer.become({ phase: 'denied', error });
  last().answer(403);
  await settled();
  expect([network.length, callback.mock.calls.length, types()]).toEqual([1, 0, []]);
  authorizer.generation = 2;
  gate.retry();
  await settled();
  expect(network).toHaveLength(2);
  last().answer(200);
  expect(callback).toHaveBeenCalledTimes(1);
});

test('reload: the source is asked for anew, and the request is over', async () => {
  const { ask, last, network, reload, authorizer } = sentRequests();
  authorizer.verdicts = [{ action: 'reload' }];
  const { callback } = ask();
  last().answer(410);
  await settled();
  expect(reload).toHaveBeenCalledTimes(1);
  expect(network).toHaveLength(1);
  expect(callback).not.toHaveBeenCalled();
});

test('a good answer from where the pass may not go is thrown away, even half', async () => {
  const { ask, last, network, authorizer, gate } = sentRequests();
  authorizer.accepts = false;
  const { callback, types } = ask();
  last().responseURL = 'https://foreign.example/1.ts';
  last().progress(200, 'stolen');
  await settled();
  expect(authorizer.begun).toEqual([
    { url: `${SEGMENT}?key=1`, from: 'https://foreign.example/1.ts' },
  ]);
  expect(last().isSent).toBe(false);
  expect([network.length, callback.mock.calls.length, types()]).toEqual([1, 0, []]);
  expect(gate.state.get()).toMatchObject({ phase: 'denied', error: { code: 'redirect_refused' } });
});

test('M11: a page in place of media is no answer: asked for again, and a failure to VHS if that is of no use', async () => {
  const { ask, last, network, authorizer } = sentRequests();
  authorizer.verdicts.push({ action: 'replay', url: SEGMENT }, { action: 'surface' });
  const { callback } = ask();
  last().answer(200, '<!doctype html><title>Sign in</title>');
  await settled();
  expect([network.length, callback.mock.calls.length]).toEqual([2, 0]);
  expect(authorizer.refusals.map(({ status }) => status)).toEqual([0]);
  last().answer(200, '<html>');
  await settled();
  expect(callback).toHaveBeenCalledTimes(1);
  expect(callback.mock.calls[0]?.[0]).toBeInstanceOf(Error);
});

test('who watches VHS sees what it waits for, and hears of failures that VHS hears of', async () => {
  const { ask, last, engine, authorizer } = sentRequests();
  const over = (): boolean[] => engine.asked.mock.calls.map(([isOver]) => isOver());
  ask();
  expect(over()).toEqual([false]);
  last().answer(200);
  expect([over(), engine.failed.mock.calls.length]).toEqual([[true], 0]);
  ask().request.abort();
  expect([over(), engine.failed.mock.calls.length]).toEqual([[true, true], 0]);
  authorizer.verdicts.push({ action: 'surface' });
  ask();
  last().answer(404);
  await settled();
  expect([over(), engine.failed.mock.calls.length]).toEqual([[true, true, true], 1]);
});

test('a request that carries nothing is answered for, too: it may end an outage', () => {
  const { ask, last, authorizer } = sentRequests();
  const { callback } = ask({ uri: 'https://ads.example/1.ts' });
  expect(last().opened?.url).toBe('https://ads.example/1.ts');
  last().answer(200);
  expect(callback).toHaveBeenCalledTimes(1);
  expect(authorizer.answered).toEqual([
    { url: 'https://ads.example/1.ts', from: 'https://ads.example/1.ts' },
  ]);
});

test('VHS reads clean URLs, its own label and the bandwidth notes of the attempt', () => {
  const { ask, last } = sentRequests();
  const { request } = ask({
    uri: MASTER,
    requestType: 'hls-playlist',
    headers: { Range: 'bytes=0-9' },
  });
  last().answer(200, '', 'https://media.example/film/v2/master.m3u8?key=1');
  expect(
    ['uri', 'url', 'responseURL', 'requestType', 'requestTime'].map((name) => read(request, name)),
  ).toEqual([MASTER, MASTER, 'https://media.example/film/v2/master.m3u8', 'hls-playlist', 7]);
  expect(last().sentHeaders).toEqual([['Range', 'bytes=0-9']]);
});

test('VHS may write on the request', () => {
  const { ask, last } = sentRequests();
  const { request } = ask();
  expect(Reflect.set(request, 'onreadystatechange', null)).toBe(true);
  expect(Reflect.set(request, 'bandwidth', 5)).toBe(true);
  expect(read(request, 'bandwidth')).toBe(5);
  expect(Reflect.get(last(), 'bandwidth')).toBeUndefined();
});

test('every attempt runs the hooks of the application anew, and opens what they made of the URL', async () => {
  const { ask, last, inner, authorizer } = sentRequests();
  inner.hooks.request.push((options) => ({ ...options, uri: `${options.uri}?session=9` }));
  authorizer.verdicts = [{ action: 'replay', url: `${SEGMENT}?session=9` }];
  ask();
  expect(last().opened?.url).toBe(`${SEGMENT}?session=9&key=1`);
  last().answer(401);
  authorizer.generation = 2;
  await settled();
  expect(last().opened?.url).toBe(`${SEGMENT}?session=9&key=2`);
});

test('a replay goes straight to where a redirect led', async () => {
  const { ask, last, authorizer } = sentRequests();
  const target = 'https://media.example/edge/1.ts';
  authorizer.verdicts = [{ action: 'replay', url: target }];
  const { request } = ask();
  last().answer(401, '', target);
  await settled();
  expect(last().opened?.url).toBe(`${target}?key=1`);
  expect(read(request, 'uri')).toBe(SEGMENT);
});

test('a hook that moves the request to a foreign origin takes no credential along', () => {
  const { ask, last, inner, authorizer } = sentRequests();
  authorizer.headers = { Authorization: 'Bearer secret' };
  inner.hooks.request.push((options) => ({ ...options, uri: 'https://foreign.example/1.ts' }));
  ask();
  expect(last().opened?.url).toBe('https://foreign.example/1.ts');
  expect(last().sentHeaders).toEqual([]);
});

test('a hook that drops our request is named, and nothing is attached', async () => {
  const { ask, network, warn, inner } = sentRequests();
  inner.hooks.request.push(({ uri }) => ({ uri }));
  const { callback, request } = ask();
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('`xhr`'));
  expect(network[0]?.isSent).toBe(false);
  expect(callback).not.toHaveBeenCalled();
  request.abort();
});

test('a URL that hides where it leads is not opened, and ends playback by name', async () => {
  const { ask, network, gate } = sentRequests();
  const { callback } = ask({ uri: 'https://media.example/film/../other/1.ts' });
  await settled();
  expect(network).toHaveLength(0);
  expect(callback).not.toHaveBeenCalled();
  expect(gate.state.get()).toMatchObject({ phase: 'denied', error: { code: 'url_not_canonical' } });
});

test('a probe that reads the answer as it comes sees nothing of a refusal', async () => {
  const { ask, last, network, authorizer } = sentRequests();
  authorizer.verdicts = [REPLAY];
  const seen: unknown[] = [];
  const { callback } = ask({
    beforeSend: (request) => {
      request.addEventListener('progress', () => seen.push(read(request, 'responseText')));
    },
  });
  last().progress(401, '{"error":"expired"}');
  last().answer(401);
  await settled();
  expect(network).toHaveLength(2);
  last().progress(200, '\0\0\0\x18ftyp');
  expect(seen).toEqual(['\0\0\0\x18ftyp']);
  expect(callback).not.toHaveBeenCalled();
});

test('what a probe does to its request reaches the real one', () => {
  const { ask, last } = sentRequests();
  ask({
    beforeSend: (request) => {
      Reflect.set(request, 'withCredentials', true);
      const set: unknown = read(request, 'setRequestHeader');
      if (typeof set === 'function') set('X-App', '1');
    },
  });
  expect(last().withCredentials).toBe(true);
  expect(last().sentHeaders).toEqual([['X-App', '1']]);
});

test('disposed while it waits: it goes out as it would without us', async () => {
  const { ask, network, gate, authorizer, inner } = sentRequests();
  authorizer.free = false;
  const opened: string[] = [];
  inner.hooks.request.push((options) => {
    opened.push(options.uri);
    return options;
  });
  ask();
  gate.dispose();
  await settled();
  expect(opened).toEqual([SEGMENT]);
  expect(network).toHaveLength(0);
});

test('disposed while a refusal is judged: VHS gets it', async () => {
  const { ask, last, authorizer } = sentRequests();
  const { callback } = ask();
  authorizer.verdicts = [Promise.reject(new ClientError('disposed', 'Disposed.'))];
  last().answer(401);
  await settled();
  expect(callback).toHaveBeenCalledTimes(1);
});

test('listeners can be taken off, and added late', () => {
  const { ask, last } = sentRequests();
  const { request } = ask();
  const seen: string[] = [];
  const early = (): void => void seen.push('early');
  request.addEventListener('progress', early);
  Reflect.get(request, 'removeEventListener').call(request, 'progress', early);
  request.addEventListener('readystatechange', () => seen.push('late'));
  last().status = 200;
  last().fire('progress', 'readystatechange');
  expect(seen).toEqual(['late']);
});

test('an error of VHS itself is not ours to swallow', () => {
  const { ask, inner } = sentRequests();
  inner.hooks.request.push(() => {
    throw new TypeError('hook');
  });
  expect(() => ask()).toThrow('hook');
});
