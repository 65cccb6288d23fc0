import type { PlaybackPass } from '@playgate/protocol';
import { describe, expect, it } from 'vitest';
import { clientError } from '../../src/client-error.ts';
import type { ClientErrorCode } from '../../src/client-error.ts';
import { FakeBackend, later } from '../support/fake-backend.ts';
import { settle } from '../support/fake-clock.ts';
import { codeOf, makeClient } from '../support/make-client.ts';
import { CDN, makeEndlessPass, makePass } from '../support/make-pass.ts';

const FILM = { asset: 'film' };
const INTERACTION = {
  entryUrl: 'https://app.example/enter',
  returnUrl: 'https://app.example/return',
};
const failing = (code: ClientErrorCode, details = {}): FakeBackend =>
  new FakeBackend(() => {
    throw clientError(code, 'Scripted.', details);
  });

describe('phases', () => {
  it('idle, authorizing, authorized; renewals make no new snapshot', async () => {
    const { client, clock, backend } = makeClient();
    const authorizer = client.authorizer(FILM);
    expect(authorizer.state.get()).toEqual({ phase: 'idle' });
    expect(backend.count).toBe(0);
    const ready = authorizer.ready();
    expect(authorizer.state.get()).toEqual({ phase: 'authorizing' });
    await ready;
    const snapshot = authorizer.state.get();
    expect(snapshot).toEqual({ phase: 'authorized' });
    const first = authorizer.pass.get();
    await clock.advance(200_000);
    expect(backend.count).toBeGreaterThan(3);
    expect(authorizer.state.get()).toBe(snapshot);
    expect(authorizer.pass.get()).not.toBe(first);
  });

  it('waiting only while somebody waits, network after the first failed series', async () => {
    const { client, clock, backend } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    backend.answer = () => {
      throw new TypeError('fetch failed');
    };
    await clock.advance(120_000);
    expect(authorizer.state.get().phase).toBe('authorized');
    const ready = authorizer.ready();
    expect(authorizer.state.get().phase).toBe('network');
    backend.answer = () => makePass('back');
    await clock.advance(3000);
    await ready;
    expect(authorizer.state.get()).toEqual({ phase: 'authorized' });
  });

  it.each([
    ['forbidden', 'denied'],
    ['not_found', 'denied'],
    ['interaction_denied', 'denied'],
    ['config', 'denied'],
    ['unauthenticated', 'signed-out'],
  ] as const)('%s ends in %s, with one ask', async (code, phase) => {
    const { client, clock, backend } = makeClient({}, failing(code));
    const authorizer = client.authorizer(FILM);
    expect(await codeOf(authorizer.ready())).toBe(code);
    expect(authorizer.state.get()).toMatchObject({ phase, error: { code } });
    expect(await codeOf(authorizer.ready())).toBe(code);
    await clock.advance(60_000);
    expect(backend.count).toBe(1);
  });

  it('invalid_response is tried once more, then it is final', async () => {
    const { client, clock, backend } = makeClient({}, failing('invalid_response'));
    const authorizer = client.authorizer(FILM);
    const ready = codeOf(authorizer.ready());
    await clock.advance(10_000);
    expect(await ready).toBe('invalid_response');
    expect(backend.count).toBe(2);
    expect(authorizer.state.get().phase).toBe('denied');
  });

  it('invalid_response in a renewal is tried slowly while the pass is good, and final when it is not', async () => {
    const { client, clock, backend } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    backend.answer = () => {
      throw clientError('invalid_response', 'HTML.');
    };
    await clock.advance(57_000);
    expect(authorizer.state.get().phase).toBe('authorized');
    expect(backend.count).toBeLessThanOrEqual(4);
    await clock.advance(3000);
    const ready = codeOf(authorizer.ready());
    await clock.advance(40_000);
    expect(await ready).toBe('invalid_response');
  });

  it('a final no in a renewal counts when the window ends, and is asked for once more then', async () => {
    const { client, clock, backend } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    backend.answer = () => {
      throw clientError('forbidden', 'No.');
    };
    await clock.advance(55_000);
    expect(authorizer.isFree()).toBe(true);
    await clock.advance(5000);
    expect(await codeOf(authorizer.ready())).toBe('forbidden');
    expect(backend.count).toBe(3);
  });

  it('rate_limited keeps to Retry-After while requests wait', async () => {
    const { client, clock, backend } = makeClient(
      {},
      failing('rate_limited', { retryAfterMs: 30_000 }),
    );
    const authorizer = client.authorizer(FILM);
    const ready = authorizer.ready();
    await clock.advance(29_000);
    expect(backend.count).toBe(1);
    expect(authorizer.state.get()).toMatchObject({
      phase: 'network',
      error: { code: 'rate_limited' },
    });
    backend.answer = () => makePass('later');
    await clock.advance(4500);
    await ready;
    expect(backend.count).toBe(2);
  });

  it('requests that wait are let go at most three seconds after the way is free', async () => {
    const { client, clock, backend } = makeClient({ random: () => 0.999 });
    const authorizer = client.authorizer(FILM);
    backend.answer = () => {
      throw new TypeError('fetch failed');
    };
    const ready = authorizer.ready();
    await clock.advance(120_000);
    backend.answer = () => makePass('back');
    await clock.advance(3000);
    await ready;
  });
});

describe('the gate', () => {
  it('locked waits, answers, and drops the answer that was refused', async () => {
    const { client, backend } = makeClient(
      {},
      failing('interaction_required', { interaction: INTERACTION }),
    );
    const authorizer = client.authorizer(FILM);
    let isReady = false;
    void authorizer.ready().then(() => (isReady = true));
    await settle();
    expect(authorizer.state.get()).toMatchObject({ phase: 'locked', interaction: INTERACTION });
    void authorizer.ready();
    await settle();
    expect(backend.count).toBe(1);
    await authorizer.answer({ hash: 'bad' });
    expect(authorizer.state.get().phase).toBe('locked');
    expect(backend.asks[1]?.context.answer).toEqual({ hash: 'bad' });
    authorizer.retry();
    await settle();
    expect(backend.asks[2]?.context).not.toHaveProperty('answer');
    backend.answer = () => makePass('open');
    await authorizer.answer({ hash: 'good' });
    await settle();
    expect(isReady).toBe(true);
    expect(authorizer.state.get()).toEqual({ phase: 'authorized' });
  });

  it('the answer is sent with every later ask', async () => {
    const { client, backend, clock } = makeClient();
    const authorizer = client.authorizer(FILM);
    await authorizer.answer({ hash: 'good' });
    await clock.advance(50_000);
    expect(backend.asks.map(({ context }) => context.answer)).toEqual([
      { hash: 'good' },
      { hash: 'good' },
    ]);
  });

  it('an ask that was under way without the answer no longer counts', async () => {
    const { client, backend } = makeClient();
    const slow = later<PlaybackPass>();
    backend.answer = ({ n }) => (n === 1 ? slow.promise : makePass('answered'));
    const authorizer = client.authorizer(FILM);
    const ready = authorizer.ready();
    const answered = authorizer.answer({ hash: 'good' });
    slow.resolve(makePass('slow'));
    await Promise.all([ready, answered]);
    expect(authorizer.apply(`${CDN}a.ts`).headers).toEqual({ Authorization: 'Bearer answered' });
  });

  it('interaction_denied is final until the viewer tries again', async () => {
    const { client, backend } = makeClient({}, failing('interaction_denied'));
    const authorizer = client.authorizer(FILM);
    await authorizer.answer({ hash: 'false' });
    expect(authorizer.state.get()).toMatchObject({
      phase: 'denied',
      error: { action: 'interact' },
    });
    backend.answer = () => makePass('second thoughts');
    authorizer.retry();
    expect(authorizer.state.get().phase).toBe('authorizing');
    await settle();
    expect(authorizer.state.get().phase).toBe('authorized');
  });
});

describe('apply', () => {
  it('is untouched without a usable pass', () => {
    const { client } = makeClient();
    expect(client.authorizer(FILM).apply(`${CDN}a.ts`, 'segment')).toEqual({
      url: `${CDN}a.ts`,
      original: `${CDN}a.ts`,
      kind: 'segment',
      headers: {},
      credentials: false,
      generation: 0,
      transport: 'any',
    });
  });

  it('a URL that the pass does not concern need not wait for it', async () => {
    const { client, clock } = makeClient();
    const authorizer = client.authorizer(FILM);
    expect(authorizer.isFree('https://ads.example/a.ts')).toBe(false);
    await authorizer.ready();
    clock.stall(70_000);
    expect(authorizer.isFree('https://ads.example/a.ts')).toBe(true);
    await authorizer.ready({ url: 'https://ads.example/a.ts' });
    expect(authorizer.isFree(`${CDN}a.ts`)).toBe(false);
  });

  it('takes out of a URL what it puts in, also after signing out', async () => {
    const backend = new FakeBackend(() =>
      makePass('', {
        rules: [{ match: { urls: [CDN] }, place: [{ kind: 'query', params: { hash: 'h1' } }] }],
      }),
    );
    const { client } = makeClient({}, backend);
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    const { url, original } = authorizer.apply(`${CDN}a.ts?_HLS_msn=1#f`);
    expect(url).toBe(`${CDN}a.ts?_HLS_msn=1&hash=h1#f`);
    expect(authorizer.clean(url)).toBe(original);
    expect(authorizer.clean('https://other.example/?hash=theirs')).toBe(
      'https://other.example/?hash=theirs',
    );
    client.signOut();
    expect(authorizer.clean(url)).toBe(original);
  });
});

describe('what the player can do', () => {
  it('a header that the player cannot set is named at set-up, and lifted when it can', async () => {
    const { client } = makeClient();
    const authorizer = client.authorizer(FILM);
    authorizer.setAbilities({ headers: false });
    expect(await codeOf(authorizer.ready())).toBe('placement_unsupported');
    expect(authorizer.state.get().phase).toBe('unsupported');
    authorizer.setAbilities({ headers: true });
    await authorizer.ready();
    expect(authorizer.state.get()).toEqual({ phase: 'authorized' });
  });

  it('M15: the error names what could set it, by a code and where it is described', async () => {
    const { client } = makeClient();
    const authorizer = client.authorizer(FILM);
    authorizer.setAbilities({ headers: false, instead: 'media-source' });
    await codeOf(authorizer.ready());
    const { error } = authorizer.state.get();
    expect(error?.instead).toBe('media-source');
    expect(error?.message).toContain('docs/native.md#media-source');
    expect(error?.toJSON()).toMatchObject({ instead: 'media-source' });
  });

  it('a query needs no header', async () => {
    const backend = new FakeBackend(() =>
      makePass('', {
        rules: [{ match: { urls: [CDN] }, place: [{ kind: 'query', params: { hash: 'h1' } }] }],
      }),
    );
    const { client } = makeClient({}, backend);
    const authorizer = client.authorizer(FILM);
    authorizer.setAbilities({ headers: false });
    await authorizer.ready();
    expect(authorizer.state.get().phase).toBe('authorized');
  });
});

describe('the end', () => {
  it('check 39: dispose ends what waits, removes every timer, and is idempotent', async () => {
    const { client, clock, backend } = makeClient();
    const never = later<PlaybackPass>();
    backend.answer = () => never.promise;
    const authorizer = client.authorizer(FILM);
    const ready = codeOf(authorizer.ready());
    authorizer.dispose();
    authorizer.dispose();
    expect(await ready).toBe('disposed');
    await clock.advance(0);
    expect(clock.timers).toBe(0);
    expect(backend.asks[0]?.context.signal.aborted).toBe(true);
    expect(await codeOf(authorizer.ready())).toBe('disposed');
    expect(authorizer.isFree()).toBe(false);
    expect(() => authorizer.retry()).toThrow('disposed');
    const request = authorizer.apply(`${CDN}a.ts`);
    expect(await authorizer.refused({ request, status: 401 })).toMatchObject({ action: 'stop' });
  });

  it('the pass stays for others', async () => {
    const { client, backend, clock } = makeClient();
    const [a, b] = [client.authorizer(FILM), client.authorizer(FILM)];
    await Promise.all([a.ready(), b.ready()]);
    a.dispose();
    await clock.advance(50_000);
    expect(b.isFree()).toBe(true);
    expect(backend.count).toBe(2);
  });
});

describe('events', () => {
  it('tell what happens without a query or a credential', async () => {
    const { client, events } = makeClient(
      {},
      new FakeBackend(({ n }) => makeEndlessPass(`canary${n}`)),
    );
    const authorizer = client.authorizer(FILM);
    await authorizer.ready({ url: `${CDN}a.ts?canary=1`, kind: 'segment' });
    const request = authorizer.apply(`${CDN}a.ts?canary=1`, 'segment');
    await authorizer.refused({ request, status: 401 });
    client.signOut();
    expect(events.map(({ type }) => type)).toEqual([
      'request-parked',
      'pass-asked',
      'pass-received',
      'request-released',
      'request-refused',
      'pass-asked',
      'pass-received',
      'request-replayed',
      'signed-out',
    ]);
    expect(JSON.stringify(events)).not.toContain('canary');
  });
});
