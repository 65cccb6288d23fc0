// @vitest-environment node
import { once } from 'node:events';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import { handlePlaygateFetch } from '../../src/worker/index.ts';
import { callMessage } from '../../src/worker/worker-call.ts';
import {
  CANARY,
  FakeContainer,
  FILM,
  openPage,
  playing,
  SCRIPT,
  workerStage,
} from './worker-stage.ts';

describe('a request that the browser makes', () => {
  it('is sent with the header and the URL that the page’s player says, its range kept, redirects refused', async () => {
    const { stage, authorizer } = await playing();
    const answered = { status: 206, headers: { 'content-range': 'bytes 4-7/8' } };
    stage.server.answer = () => new Response('film', answered);
    const response = await stage.load();
    expect(response?.status).toBe(206);
    expect(response?.headers.get('content-range')).toBe('bytes 4-7/8');
    expect(await response?.text()).toBe('film');
    const [request] = stage.sent;
    expect(request?.url).toBe(`${FILM}?key=1`);
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({
      authorization: CANARY,
      range: 'bytes=4-',
    });
    expect([request?.redirect, request?.mode, request?.credentials]).toEqual([
      'error',
      'cors',
      'same-origin',
    ]);
    expect(authorizer.answered).toEqual([{ url: `${FILM}?key=1`, from: `${FILM}?key=1` }]);
  });

  it('M1: that is refused is sent again with a new pass, and the browser does not notice', async () => {
    const { stage, authorizer } = await playing();
    stage.server.answer = ({ url }) => {
      authorizer.generation = 2;
      return url.endsWith('key=2') ? new Response('film') : new Response('no', { status: 403 });
    };
    authorizer.verdicts = [{ action: 'replay', url: FILM }];
    const response = await stage.load();
    expect(await response?.text()).toBe('film');
    expect(authorizer.refusals).toMatchObject([{ status: 403, responseUrl: `${FILM}?key=1` }]);
  });

  it('waits for a pass as long as that takes, once the page has heard of it', async () => {
    const { stage, authorizer } = await playing({ free: false, generation: 0 });
    const response = stage.load();
    await once(stage.timers, 'cleared');
    expect(stage.timers.waiting).toBe(0);
    authorizer.free = true;
    authorizer.generation = 1;
    authorizer.wake();
    expect((await response)?.status).toBe(200);
    expect(stage.sent.map(({ url }) => url)).toEqual([`${FILM}?key=1`]);
  });

  it('of a cookie goes with it', async () => {
    const { stage } = await playing({ credentials: true });
    await stage.load();
    expect(stage.sent[0]?.credentials).toBe('include');
  });

  it('that no pass is for goes as it is', async () => {
    const stage = workerStage();
    await openPage(stage);
    expect((await stage.load())?.status).toBe(200);
    expect(stage.sent[0]?.url).toBe(FILM);
    expect(stage.sent[0]?.headers.has('authorization')).toBe(false);
  });

  it('whose source went stale brings the source anew', async () => {
    const { stage, authorizer, reload } = await playing();
    stage.server.answer = () => new Response('no', { status: 403 });
    authorizer.verdicts = [{ action: 'reload' }];
    expect((await stage.load())?.type).toBe('error');
    expect(reload).toHaveBeenCalledTimes(1);
  });
});

describe('A50, A52: default deny', () => {
  it.each([
    ['another origin', 'https://evil.example/film.mp4', {}],
    ['a name that begins alike', 'https://media.example.evil.example/film.mp4', {}],
    ['http', 'http://media.example/film.mp4', {}],
    ['what the page fetches itself', FILM, { destination: '' }],
    ['a document', FILM, { destination: 'document' }],
    ['a script', FILM, { destination: 'script' }],
    ['another method', FILM, { method: 'POST' }],
  ])('%s is left to the browser', async (_what, url, init) => {
    const { stage } = await playing();
    expect(stage.load(url, init)).toBeUndefined();
    expect(stage.sent).toEqual([]);
  });

  it('A59: a page may name no URL that the worker’s own list does not', async () => {
    const { stage, authorizer } = await playing();
    const apply = authorizer.apply.bind(authorizer);
    authorizer.apply = (url, kind) => ({ ...apply(url, kind), url: 'https://evil.example/' });
    expect((await stage.load())?.type).toBe('error');
    expect(stage.sent).toEqual([]);
  });

  it.each([
    [null, undefined],
    ['playgate-request', undefined],
    [{ type: 'playgate-request' }, undefined],
    [{ url: FILM }, undefined],
    [callMessage({ url: FILM, destination: 'video' }), { say: 'heard' }],
  ])('A59: to %j the page’s word is %j: what is no call is not heard', async (data, word) => {
    const { container } = await playing();
    expect(answerTo(container, data)).toEqual(word);
  });

  it.each([
    ['the worker that controls the page', SCRIPT, { say: 'heard' }],
    ['another one of this origin', { scriptURL: 'https://app.example/other/worker.js' }, undefined],
    ['a window', {}, undefined],
    ['nobody', null, undefined],
  ])('A59: a call of %s: only the first is heard', async (_whose, source, word) => {
    const { container } = await playing();
    const call = callMessage({ url: FILM, destination: 'video' });
    expect(answerTo(container, call, source)).toEqual(word);
  });

  it('A59: where no worker controls the page, none is heard', async () => {
    const { container } = await playing();
    container.controller = null;
    const call = callMessage({ url: FILM, destination: 'video' });
    expect(answerTo(container, call)).toBeUndefined();
    expect(answerTo(container, call, {})).toBeUndefined();
  });

  it.each([
    [{ say: 'send', url: FILM, headers: { 'no name': CANARY } }],
    [{ say: 'send', url: FILM, headers: { authorization: 'a\nb' } }],
    [{ say: 'send', url: FILM, headers: ['authorization'] }],
    [{ say: 'send', url: FILM }],
    [{ say: 'send', headers: {} }],
    [{ say: 'sing' }],
    [null],
  ])(
    'A59: a page’s word %j is a failure at once, and not a request that waits for ever',
    async (word) => {
      const stage = workerStage();
      const container = new FakeContainer();
      stage.pages.set('one', container);
      container.addEventListener('message', (event) => {
        const [port] = event instanceof MessageEvent ? event.ports : [];
        port?.postMessage({ say: 'heard' });
        port?.postMessage(word);
      });
      expect((await stage.load())?.type).toBe('error');
      expect(stage.sent).toEqual([]);
    },
  );

  it('A51: a redirect is a failure, and the header goes nowhere', async () => {
    const { stage, authorizer } = await playing();
    stage.server.answer = () => {
      throw new TypeError('unexpected redirect');
    };
    expect((await stage.load())?.type).toBe('error');
    expect(authorizer.refusals).toMatchObject([{ status: 0 }]);
  });

  it.each([
    [[]],
    [['media.example']],
    [['https://media.example/films']],
    [['http://media.example/']],
  ])(
    'a list such as %j: a path without its slash is a whole path, and anything odd is refused at once',
    (urls) => {
      const scope = {
        clients: { get: () => Promise.resolve(undefined) },
        fetch: globalThis.fetch,
        addEventListener: () => {},
      };
      const set = (): void => handlePlaygateFetch(scope, { urls });
      if (urls.includes('https://media.example/films')) expect(set).not.toThrow();
      else expect(set).toThrow(expect.objectContaining({ code: 'config' }));
    },
  );
});

describe('pages', () => {
  it('of two viewers do not mix: each request is answered by the page that makes it', async () => {
    const stage = workerStage();
    const ada = await openPage(stage, 'ada');
    const grace = await openPage(stage, 'grace');
    ada.player({ headers: { Authorization: 'Bearer ada' } });
    grace.player({ headers: { Authorization: 'Bearer grace' } });
    await Promise.all([
      stage.load(FILM, { clientId: 'grace' }),
      stage.load(FILM, { clientId: 'ada' }),
    ]);
    const who = new Set(stage.sent.map(({ headers }) => headers.get('authorization')));
    expect(who).toEqual(new Set(['Bearer ada', 'Bearer grace']));
  });

  it('that do not answer in time, or are not there, fail: nothing goes out without a credential', async () => {
    const stage = workerStage();
    stage.pages.set('one', new FakeContainer());
    const silent = stage.load();
    await once(stage.timers, 'set');
    stage.timers.ring();
    expect((await silent)?.type).toBe('error');
    expect((await stage.load(FILM, { clientId: 'nobody' }))?.type).toBe('error');
    expect((await stage.load(FILM, { clientId: '' }))?.type).toBe('error');
    expect(stage.sent).toEqual([]);
  });

  it('a worker that the browser starts again knows nothing, and misses nothing', async () => {
    const { stage } = await playing();
    await stage.load();
    stage.restart();
    expect((await stage.load())?.status).toBe(200);
    expect(stage.sent[1]?.headers.get('authorization')).toBe(CANARY);
  });

  it('with several players: the last one whose pass names the URL answers, and one that has none does not', async () => {
    const stage = workerStage();
    const { player } = await openPage(stage);
    player({ headers: { Authorization: 'Bearer first' } });
    const second = player({ headers: { Authorization: 'Bearer second' } });
    player({ generation: 0 });
    await stage.load();
    second.detach();
    await stage.load();
    expect(stage.sent.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer second',
      'Bearer first',
    ]);
  });
});

describe('the end', () => {
  /** A film that does not end, unless it is broken off. */
  const streaming = ({ signal }: Request): Response =>
    new Response(
      new ReadableStream({
        start(body) {
          body.enqueue(new Uint8Array(4));
          signal.addEventListener('abort', () => body.error(signal.reason));
        },
      }),
    );

  it('A55: a sign-out breaks off what is on its way, and refuses what comes after', async () => {
    const { stage, authorizer } = await playing();
    stage.server.answer = streaming;
    const response = await stage.load();
    const reader = response?.body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    const rest = reader?.read().catch((error: unknown) => error);
    authorizer.end('signed-out', 'signed_out');
    expect(await rest).toMatchObject({ name: 'AbortError' });
    expect((await stage.load())?.type).toBe('error');
    expect(stage.sent).toHaveLength(1);
  });

  it('what waits for a pass when the viewer signs out is refused', async () => {
    const { stage, authorizer } = await playing({ free: false, generation: 0 });
    const response = stage.load();
    await once(stage.timers, 'cleared');
    authorizer.end('signed-out', 'signed_out');
    expect((await response)?.type).toBe('error');
    expect(stage.sent).toEqual([]);
  });

  it('M13: a detached player and a worker that is let go answer no more', async () => {
    const { stage, worker, detach } = await playing();
    stage.server.answer = streaming;
    await stage.load();
    detach();
    await expect.poll(() => stage.sent[0]?.signal.aborted).toBe(true);
    await stage.load();
    expect(stage.sent[1]?.headers.has('authorization')).toBe(false);
    worker.dispose();
    const silent = stage.load();
    await once(stage.timers, 'set');
    stage.timers.ring();
    expect((await silent)?.type).toBe('error');
  });

  it('what the browser wants no more is not sent, or not sent on', async () => {
    const { stage } = await playing();
    const leave = new AbortController();
    stage.server.answer = () => new Promise(() => {});
    const response = stage.load(FILM, { signal: leave.signal });
    await expect.poll(() => stage.sent.length).toBe(1);
    leave.abort();
    expect((await response)?.type).toBe('error');
    expect(stage.sent[0]?.signal.aborted).toBe(true);
  });

  it('what the browser wants no more before the page is asked is not sent either', async () => {
    const { stage, container } = await playing();
    const asked = vi.fn<() => void>();
    container.addEventListener('message', asked);
    const leave = new AbortController();
    const response = stage.load(FILM, { signal: leave.signal });
    leave.abort();
    expect((await response)?.type).toBe('error');
    expect(asked).not.toHaveBeenCalled();
    expect(stage.sent).toEqual([]);
  });

  it('of a long film the last 64 answers can be broken off, and no more are remembered', async () => {
    const { stage, detach } = await playing();
    for (let n = 0; n < 70; n += 1) await stage.load(`${FILM}?n=${n}`);
    detach();
    const brokenOff = () => stage.sent.filter(({ signal }) => signal.aborted).length;
    await expect.poll(brokenOff).toBe(64);
    expect(stage.sent[0]?.signal.aborted).toBe(false);
  });
});

/** What the page says at once to a message that a worker sends it with a port. */
function answerTo(container: FakeContainer, data: unknown, source?: object | null): unknown {
  const { port1, port2 } = new MessageChannel();
  container.postMessage(data, [port2], source);
  const word: unknown = receiveMessageOnPort(port1)?.message;
  port1.close();
  return word;
}
