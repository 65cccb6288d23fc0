import type { PlaybackPass } from '@playgate/protocol';
import { describe, expect, it, vi } from 'vitest';
import { clientError } from '../src/client-error.ts';
import { followViewer } from '../src/follow-viewer.ts';
import { createObservable } from '../src/observable.ts';
import type { WritableObservable } from '../src/observable.ts';
import type { PassClientOptions } from '../src/pass-client-options.ts';
import type { ViewerSession } from '../src/session/viewer-session.ts';
import { FakeBackend, later } from './support/fake-backend.ts';
import { settle } from './support/fake-clock.ts';
import { codeOf, makeClient } from './support/make-client.ts';
import type { Bench } from './support/make-client.ts';
import { CDN, makePass } from './support/make-pass.ts';

const FILM = { asset: 'film' };
const OTHER = { asset: 'other' };
const PENDING: ViewerSession = { status: 'pending' };
const OUT: ViewerSession = { status: 'signed-out' };
const viewer = (subject: string): ViewerSession => ({ status: 'signed-in', subject });

interface SessionBench extends Bench {
  readonly session: WritableObservable<ViewerSession>;
}

function withSession(
  first: ViewerSession,
  backend: FakeBackend = new FakeBackend(),
  options: Partial<PassClientOptions> = {},
): SessionBench {
  const session = createObservable(first);
  return { ...makeClient({ session, ...options }, backend), session };
}

/** What a playback puts on a segment now. */
const attached = (authorizer: ReturnType<Bench['client']['authorizer']>): unknown =>
  authorizer.apply(`${CDN}a.ts`).headers;

const unauthenticated = () => Promise.reject(clientError('unauthenticated', 'Nobody.'));

describe('followViewer', () => {
  function follow(first: ViewerSession): {
    readonly session: WritableObservable<ViewerSession>;
    readonly heard: string[];
    readonly end: () => void;
  } {
    const session = createObservable(first);
    const heard: string[] = [];
    const end = followViewer(session, {
      left: () => void heard.push('left'),
      came: () => void heard.push('came'),
    });
    return { session, heard, end };
  }

  it.each<[string, ViewerSession[], string[]]>([
    ['nobody, as long as nothing is known', [PENDING], []],
    ['nobody who is out', [PENDING, OUT], []],
    ['of the one who is there', [viewer('a')], ['came']],
    ['of the one who turns out to be there', [PENDING, viewer('a')], ['came']],
    ['of a sign-in', [OUT, viewer('a')], ['came']],
    ['of a sign-out', [viewer('a'), OUT], ['came', 'left']],
    ['of another viewer', [viewer('a'), viewer('b')], ['came', 'left', 'came']],
    [
      'of another viewer after a doubt',
      [viewer('a'), PENDING, viewer('b')],
      ['came', 'left', 'came'],
    ],
    ['nothing of a doubt', [viewer('a'), PENDING, viewer('a')], ['came']],
    ['nothing of a second no', [OUT, { ...OUT, error: new Error('why') }], []],
    [
      'nothing of other claims',
      [viewer('a'), { status: 'signed-in', subject: 'a', claims: { name: 'Ada' } }],
      ['came'],
    ],
    [
      'of a viewer without a name as of any other',
      [{ status: 'signed-in' }, viewer('a')],
      ['came', 'left', 'came'],
    ],
  ])('tells %s', (_, [first = PENDING, ...next], expected) => {
    const { session, heard } = follow(first);
    for (const one of next) session.set(one);
    expect(heard).toEqual(expected);
  });

  it('tells nothing after its end, and lives without a session', () => {
    const { session, heard, end } = follow(viewer('a'));
    end();
    session.set(OUT);
    expect(heard).toEqual(['came']);
    followViewer(undefined, { left: () => {}, came: () => {} })();
  });

  it('does not let somebody in who was signed out by whoever heard of the one before', () => {
    const session = createObservable(viewer('a'));
    const heard: string[] = [];
    followViewer(session, {
      left() {
        heard.push('left');
        if (session.get().status === 'signed-in') session.set(OUT);
      },
      came: () => void heard.push('came'),
    });
    session.set(viewer('b'));
    expect(heard).toEqual(['came', 'left', 'left']);
  });
});

describe('a viewer who signs out', () => {
  it('43, T21: takes every pass along at once; players, parked requests and refusals are told', async () => {
    const { client, session, backend } = withSession(viewer('a'));
    const [playing, parked] = [client.authorizer(FILM), client.authorizer(OTHER)];
    await playing.ready();
    const answer = later<PlaybackPass>();
    backend.answer = () => answer.promise;
    const ready = codeOf(parked.ready());
    const pass = codeOf(client.pass(OTHER));
    const request = playing.apply(`${CDN}a.ts`);
    const verdict = playing.refused({ request, status: 401 });
    await settle();
    const seen: unknown[] = [];
    playing.state.subscribe(() => seen.push(attached(playing)));
    session.set(OUT);
    expect(attached(playing)).toEqual({});
    expect(seen).toEqual([{}]);
    expect(playing.pass.get()).toBeUndefined();
    expect(await ready).toBe('signed_out');
    expect(await pass).toBe('signed_out');
    expect(await verdict).toMatchObject({ action: 'stop', error: { code: 'signed_out' } });
    expect([playing, parked].map(({ state }) => state.get().phase)).toEqual([
      'signed-out',
      'signed-out',
    ]);
    expect(client.session.get()).toEqual({ status: 'signed-out' });
  });

  it('40, T21, A55: aborts what is under way; its answer leaves nothing behind', async () => {
    const { client, session, backend } = withSession(viewer('a'));
    const answer = later<PlaybackPass>();
    backend.answer = () => answer.promise;
    const authorizer = client.authorizer(FILM);
    void authorizer.ready().catch(() => {});
    await settle();
    session.set(OUT);
    expect(backend.asks[0]?.context.signal.aborted).toBe(true);
    answer.resolve(makePass('late', { subject: 'a' }));
    await settle();
    expect(authorizer.pass.get()).toBeUndefined();
    expect(client.session.get()).toEqual({ status: 'signed-out' });
  });

  it('control of 40: without the session the same answer lands', async () => {
    const { client, backend } = makeClient();
    const answer = later<PlaybackPass>();
    backend.answer = () => answer.promise;
    const authorizer = client.authorizer(FILM);
    const ready = authorizer.ready();
    answer.resolve(makePass('late', { subject: 'a' }));
    await ready;
    expect(authorizer.pass.get()?.subject).toBe('a');
  });

  it('43: no timer is left that would ask for the viewer who is gone', async () => {
    const { client, session, clock, backend } = withSession(viewer('a'));
    await client.authorizer(FILM).ready();
    session.set(OUT);
    await clock.advance(600_000);
    expect(backend.count).toBe(1);
    expect(clock.timers).toBe(0);
  });

  it('leaves the mark of other tabs to whoever keeps the session', async () => {
    const items = new Map<string, string>();
    const marks = {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
    };
    const { client, session } = withSession(viewer('a'), new FakeBackend(), { marks });
    await client.pass(FILM);
    session.set(OUT);
    expect(items.size).toBe(0);
  });
});

describe('another viewer', () => {
  const passes = (session: () => ViewerSession): FakeBackend =>
    new FakeBackend(({ n }) => {
      const now = session();
      return makePass(`${now.status === 'signed-in' ? now.subject : 'nobody'}${n}`);
    });

  it("41: the players go on by themselves, with the new viewer's passes", async () => {
    const bench: SessionBench = withSession(
      viewer('a'),
      passes(() => bench.session.get()),
    );
    const { client, session } = bench;
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    const phases: string[] = [];
    authorizer.state.subscribe(() => phases.push(authorizer.state.get().phase));
    session.set(viewer('b'));
    expect(attached(authorizer)).toEqual({});
    await authorizer.ready();
    expect(attached(authorizer)).toEqual({ Authorization: 'Bearer b2' });
    expect(phases[0]).toBe('signed-out');
    expect(client.session.get().status).toBe('active');
  });

  it("41: A's answer that lands after B came is B's never, though both are asked for the same", async () => {
    const { client, session, backend } = withSession(viewer('a'));
    const [ofA, ofB] = [later<PlaybackPass>(), later<PlaybackPass>()];
    backend.answer = ({ n }) => (n === 1 ? ofA.promise : ofB.promise);
    const authorizer = client.authorizer(FILM);
    const first = codeOf(authorizer.ready());
    await settle();
    session.set(viewer('b'));
    expect(await first).toBe('signed_out');
    const ready = authorizer.ready();
    ofA.resolve(makePass('a'));
    await settle();
    expect(attached(authorizer)).toEqual({});
    ofB.resolve(makePass('b'));
    await ready;
    expect(attached(authorizer)).toEqual({ Authorization: 'Bearer b' });
    expect(backend.asks[0]?.context.signal.aborted).toBe(true);
  });

  it('41: a pass that the server rendered for A is not taken for B', async () => {
    const { client, session, backend } = withSession(viewer('a'));
    const rendered = makePass('rendered');
    client.prime(FILM, rendered);
    session.set(viewer('b'));
    client.prime(FILM, rendered);
    await client.pass(FILM);
    expect(backend.count).toBe(1);
  });

  it('41: of random viewers who come and go, none ever has the pass of another', async () => {
    const names = ['a', 'b', 'c'];
    const bench: SessionBench = withSession(
      OUT,
      new FakeBackend(async () => {
        const now = bench.session.get();
        for (let i = 0; i < 3; i += 1) await Promise.resolve();
        if (now.status !== 'signed-in') throw clientError('unauthenticated', 'Nobody.');
        return makePass(now.subject ?? '');
      }),
    );
    const authorizer = bench.client.authorizer(FILM);
    void authorizer.ready().catch(() => {});
    let state = 7;
    for (let i = 0; i < 500; i += 1) {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      const name = names[state % 4];
      bench.session.set(name === undefined ? OUT : viewer(name));
      for (let ticks = state % 9; ticks > 0; ticks -= 1) await Promise.resolve();
      const allowed = [{}, { Authorization: `Bearer ${name}` }];
      expect(allowed).toContainEqual(attached(authorizer));
    }
  });
});

describe('a viewer who signs in', () => {
  it('a player that said "sign in" plays by itself, whether the backend or the session said no', async () => {
    const { client, session, backend } = withSession(OUT, new FakeBackend(unauthenticated));
    const authorizer = client.authorizer(FILM);
    expect(await codeOf(authorizer.ready())).toBe('unauthenticated');
    expect(authorizer.state.get()).toMatchObject({ phase: 'signed-out' });
    backend.answer = () => makePass('ada');
    session.set(viewer('ada'));
    await authorizer.ready();
    expect(attached(authorizer)).toEqual({ Authorization: 'Bearer ada' });
    session.set(OUT);
    expect(authorizer.state.get().phase).toBe('signed-out');
    session.set(viewer('ada'));
    await authorizer.ready();
    expect(authorizer.state.get().phase).toBe('authorized');
    expect(backend.count).toBe(3);
  });

  it('asks once for all players of one asset, and for each of those whose passes open once', async () => {
    const { client, session, backend } = withSession(OUT, new FakeBackend(unauthenticated));
    const authorizers = [FILM, FILM, FILM].map((request) => client.authorizer(request));
    await Promise.all(authorizers.map((each) => codeOf(each.ready())));
    const before = backend.count;
    backend.answer = ({ n }) => makePass(`t${n}`);
    session.set(viewer('ada'));
    await Promise.all(authorizers.map((each) => each.ready()));
    expect(backend.count).toBe(before + 1);
  });

  it('leaves alone what is denied, what has a pass, and what asked for nothing yet', async () => {
    const { client, session, backend } = withSession(OUT);
    const playing = client.authorizer({ asset: 'free' });
    await playing.ready();
    backend.answer = () => Promise.reject(clientError('forbidden', 'No.'));
    const denied = client.authorizer(FILM);
    await codeOf(denied.ready());
    const idle = client.authorizer(OTHER);
    session.set(viewer('ada'));
    await settle();
    expect(attached(playing)).toEqual({ Authorization: 'Bearer t1' });
    expect(denied.state.get().phase).toBe('denied');
    expect(idle.state.get().phase).toBe('idle');
    session.set(OUT);
    session.set(OUT);
    expect(idle.state.get().phase).toBe('signed-out');
    session.set(viewer('ada'));
    await settle();
    expect(idle.state.get().phase).toBe('idle');
    expect(backend.asks.map(({ request }) => request.asset)).toEqual([
      'free',
      'film',
      'free',
      'film',
    ]);
  });

  it('an ask that was under way for nobody is made again when it is refused', async () => {
    const { client, session, backend } = withSession(PENDING);
    const refusal = later<PlaybackPass>();
    backend.answer = ({ n }) => (n === 1 ? refusal.promise : makePass(`t${n}`));
    const authorizer = client.authorizer(FILM);
    const phases: string[] = [];
    authorizer.state.subscribe(() => phases.push(authorizer.state.get().phase));
    const ready = authorizer.ready();
    await settle();
    session.set(viewer('ada'));
    refusal.reject(clientError('unauthenticated', 'Nobody.'));
    await ready;
    expect(backend.count).toBe(2);
    expect(phases).toEqual(['authorizing', 'authorized']);
  });

  it('T1: control of it: refused for the viewer who is there, it is not made again', async () => {
    const { client, session, backend } = withSession(
      viewer('ada'),
      new FakeBackend(unauthenticated),
    );
    const authorizer = client.authorizer(FILM);
    expect(await codeOf(authorizer.ready())).toBe('unauthenticated');
    session.set({ status: 'signed-in', subject: 'ada', claims: {} });
    await settle();
    expect(backend.count).toBe(1);
  });

  it('A55: an ask that was given up meanwhile is not made again, even if its source does not listen', async () => {
    const { client, session, backend } = withSession(viewer('a'));
    const refusal = later<PlaybackPass>();
    backend.answer = ({ n }) => (n === 1 ? refusal.promise : makePass(`t${n}`));
    const gone = client.authorizer(FILM);
    const ready = codeOf(gone.ready());
    await settle();
    session.set(OUT);
    gone.dispose();
    session.set(viewer('b'));
    refusal.reject(clientError('unauthenticated', 'Nobody.'));
    expect(await ready).toBe('signed_out');
    await settle();
    expect(backend.count).toBe(1);
  });

  it('39: a player that is disposed of while another goes on stays so, and all others go on', async () => {
    const { client, session, backend } = withSession(OUT, new FakeBackend(unauthenticated));
    const [first, gone, last] = [FILM, FILM, FILM].map((request) => client.authorizer(request));
    await Promise.all([first, gone, last].map((each) => codeOf(each?.ready() ?? settle())));
    backend.answer = () => makePass('ada');
    first?.state.subscribe(() => gone?.dispose());
    session.set(viewer('ada'));
    await settle();
    expect(last?.state.get().phase).toBe('authorized');
    expect(gone?.state.get().phase).toBe('signed-out');
  });
});

describe('a session that is pending', () => {
  it('keeps no film waiting', async () => {
    const { client, session, backend } = withSession(PENDING);
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    expect(attached(authorizer)).toEqual({ Authorization: 'Bearer t1' });
    session.set(OUT);
    expect(attached(authorizer)).toEqual({ Authorization: 'Bearer t1' });
    session.set(viewer('ada'));
    session.set(PENDING);
    session.set(viewer('ada'));
    await settle();
    expect(attached(authorizer)).toEqual({ Authorization: 'Bearer t1' });
    expect(backend.count).toBe(1);
  });
});

describe('its life', () => {
  it('39, 48: it is subscribed to with the first use, and no longer after dispose', async () => {
    const session = createObservable<ViewerSession>(viewer('a'));
    let listeners = 0;
    let reads = 0;
    const counted: typeof session = {
      ...session,
      get: () => ((reads += 1), session.get()),
      subscribe(call) {
        const end = session.subscribe(call);
        listeners += 1;
        return () => ((listeners -= 1), end());
      },
    };
    const { client } = makeClient({ session: counted });
    expect([listeners, reads]).toEqual([0, 0]);
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    expect(listeners).toBe(1);
    client.dispose();
    client.dispose();
    expect(listeners).toBe(0);
    session.set(OUT);
    session.set(viewer('b'));
    expect(await codeOf(authorizer.ready())).toBe('disposed');
  });

  it('38, 42: a page that wakes to a sign-out renews nothing for the viewer who is gone', async () => {
    const { client, session, clock, backend, page } = makeSleeper();
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    clock.stall(50_000);
    page.dispatchEvent(new Event('pageshow'));
    await settle();
    expect(session.get()).toEqual(OUT);
    expect(backend.count).toBe(1);
    expect(attached(authorizer)).toEqual({});
  });

  it('control of it: awake to the same viewer, it renews', async () => {
    const { client, clock, backend, page } = withSession(viewer('a'));
    await client.authorizer(FILM).ready();
    clock.stall(50_000);
    page.dispatchEvent(new Event('pageshow'));
    await settle();
    expect(backend.count).toBe(2);
  });

  describe('a backend that knows nobody although the session names a viewer', () => {
    function doubting(first: ViewerSession) {
      const session = createObservable(first);
      const doubt = vi.fn<() => void>();
      const backend = new FakeBackend(unauthenticated);
      const { client } = makeClient({ session: { ...session, doubt } }, backend);
      return { client, session, doubt };
    }

    it('has the session look again, once for each time', async () => {
      const { client, doubt } = doubting(viewer('a'));
      expect(await codeOf(client.authorizer(FILM).ready())).toBe('unauthenticated');
      expect(doubt).toHaveBeenCalledTimes(1);
    });

    it('is believed, when the session finds the same: players go on with the next sign-in', async () => {
      const { client, session, doubt } = doubting(viewer('a'));
      doubt.mockImplementation(() => session.set(OUT));
      const authorizer = client.authorizer(FILM);
      await codeOf(authorizer.ready());
      await settle();
      expect(client.session.get().status).toBe('signed-out');
      session.set(viewer('a'));
      expect(authorizer.state.get().phase).not.toBe('signed-out');
    });

    it('stays the reason why a player asks for a sign-in, when the session has found the same', async () => {
      const { client, session } = doubting(viewer('a'));
      const authorizer = client.authorizer(FILM);
      await codeOf(authorizer.ready());
      session.set(OUT);
      expect(authorizer.state.get()).toMatchObject({
        phase: 'signed-out',
        error: { code: 'unauthenticated' },
      });
    });

    it.each([OUT, PENDING])(
      'control: nothing is doubted where nobody is named (%o)',
      async (first) => {
        const { client, doubt } = doubting(first);
        await codeOf(client.authorizer(FILM).ready());
        expect(doubt).not.toHaveBeenCalled();
      },
    );
  });

  /** A session that listens to the page since it is subscribed to, and finds a sign-out when that wakes. */
  function makeSleeper(): SessionBench {
    const session = createObservable(viewer('a'));
    const page = new EventTarget();
    const heard: typeof session = {
      ...session,
      subscribe(call) {
        page.addEventListener('pageshow', () => session.set(OUT));
        return session.subscribe(call);
      },
    };
    return { ...makeClient({ session: heard, wakes: page }), page, session };
  }
});
