import { describe, expect, it } from 'vitest';
import type { Authorizer } from '../../src/authorizer.ts';
import type { PassClientOptions } from '../../src/pass-client-options.ts';
import { FakeBackend, later } from '../support/fake-backend.ts';
import { settle } from '../support/fake-clock.ts';
import { accepting, FakePlayer } from '../support/fake-player.ts';
import type { EdgeAnswer } from '../support/fake-player.ts';
import { makeClient } from '../support/make-client.ts';
import type { Bench } from '../support/make-client.ts';
import { CDN, makeEndlessPass, makePass } from '../support/make-pass.ts';

interface Stage extends Bench {
  readonly authorizer: Authorizer;
  readonly player: FakePlayer;
}

/** An authorizer with its first pass, and a player. */
async function stage(
  edge: FakePlayer['edge'] = accepting('t1'),
  options: Partial<PassClientOptions> = {},
  backend = new FakeBackend(({ n }) => makeEndlessPass(`t${n}`)),
): Promise<Stage> {
  const bench = makeClient(options, backend);
  const authorizer = bench.client.authorizer({ asset: 'film' });
  await authorizer.ready();
  return { ...bench, authorizer, player: new FakePlayer(authorizer, edge) };
}

describe('renew', () => {
  it('renews once for a whole wave, probes with one, then lets the others go', async () => {
    const { player, backend, clock, authorizer } = await stage(accepting('t2'));
    const loads = ['a', 'b', 'c', 'd'].map((name) => player.load(name));
    await clock.advance(0);
    expect(await Promise.all(loads)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(backend.count).toBe(2);
    expect(player.refused).toBe(4);
    expect(player.sent).toHaveLength(8);
    expect(authorizer.state.get().phase).toBe('authorized');
  });

  it('check M2: refused requests are the wave in flight plus two, then it is final', async () => {
    const { player, backend, clock, authorizer } = await stage(accepting());
    const loads = ['a', 'b', 'c', 'd'].map((name) => player.load(name));
    await settle();
    expect(player.refused).toBe(5);
    await clock.advance(999);
    expect(player.refused).toBe(5);
    await clock.advance(1);
    expect(await Promise.all(loads)).toEqual(['stop', 'stop', 'stop', 'stop']);
    expect(player.refused).toBe(6);
    expect(backend.count).toBe(2);
    expect(authorizer.state.get()).toMatchObject({
      phase: 'denied',
      error: { code: 'pass_refused' },
    });
    expect(await player.load('e')).toBe('stop');
    expect(player.refused).toBe(6);
  });

  it('a fresh pass that the edge does not know yet is tried again after a second', async () => {
    const { player, clock } = await stage();
    let known = false;
    player.edge = ({ generation }) => ({ status: generation > 1 && known ? 200 : 403 });
    const load = player.load('a');
    await clock.advance(500);
    known = true;
    await clock.advance(600);
    expect(await load).toBe('ok');
    expect(player.refused).toBe(2);
  });

  it.each([0, 401, 403])(
    'what went out bare (%i), because the pass was over by then, is sent again',
    async (status) => {
      const backend = new FakeBackend(({ n }) =>
        makePass(`t${n}`, {
          rules: [{ ...makePass(`t${n}`).rules[0], refusals: { 403: 'deny' } }],
        }),
      );
      const { player, clock, authorizer } = await stage(accepting('t2'), {}, backend);
      await authorizer.ready({ url: `${CDN}a.ts` });
      // A hook of the application takes its time, or the machine sleeps.
      clock.stall(60_000);
      const request = authorizer.apply(`${CDN}a.ts`);
      expect(request.generation).toBe(0);
      expect(await authorizer.refused({ request, status })).toEqual({
        action: 'replay',
        url: `${CDN}a.ts`,
      });
      expect([backend.count, await player.load('a.ts')]).toEqual([2, 'ok']);
    },
  );

  it('a sibling that is accepted with the old pass does not end the trial', async () => {
    const { player, clock, authorizer } = await stage(accepting());
    const before = authorizer.apply(`${CDN}old.ts`);
    const load = player.load('a');
    await settle();
    authorizer.accepted(before);
    expect(authorizer.isFree(`${CDN}b.ts`)).toBe(false);
    await clock.advance(1000);
    expect(await load).toBe('stop');
  });

  it('requests that come during the trial wait for its outcome', async () => {
    const gate = later<void>();
    const { player, authorizer } = await stage(({ generation }) =>
      generation === 1 ? { status: 401 } : { status: 200, after: gate.promise },
    );
    const first = player.load('a');
    await settle();
    const second = player.load('b');
    await settle();
    expect(authorizer.isFree(`${CDN}b`)).toBe(false);
    expect(authorizer.isFree(`${CDN}a`)).toBe(true);
    expect(player.sent).toHaveLength(2);
    gate.resolve();
    expect(await Promise.all([first, second])).toEqual(['ok', 'ok']);
  });

  it('when the probe is aborted, the next sibling probes', async () => {
    const { player } = await stage(({ generation, original }) =>
      generation === 1
        ? { status: 401 }
        : { status: 200, ...(original.endsWith('a') && { after: new Promise(() => {}) }) },
    );
    const controller = new AbortController();
    void player.load('a', { signal: controller.signal });
    const second = player.load('b');
    await settle();
    expect(player.sent.map(({ original }) => original.at(-1))).toEqual(['a', 'b', 'a']);
    controller.abort();
    expect(await second).toBe('ok');
  });

  it('when the only refused request is aborted, nothing stays parked', async () => {
    const { player, authorizer } = await stage(accepting());
    const controller = new AbortController();
    const load = player.load('a', { signal: controller.signal });
    await settle();
    controller.abort();
    await settle();
    expect(authorizer.isFree(`${CDN}b`)).toBe(true);
    void load;
  });

  it('when several that share a signal are aborted, none of them probes for another', async () => {
    const { player, authorizer } = await stage(accepting());
    const controller = new AbortController();
    const { signal } = controller;
    const old = authorizer.apply(`${CDN}old.ts`);
    void player.load('a', { signal });
    await settle();
    const late = authorizer.refused({ request: old, status: 401, signal });
    await settle();
    const before = player.sent.length;
    controller.abort();
    await settle();
    expect(await late).toEqual({ action: 'surface' });
    expect(player.sent).toHaveLength(before);
    expect(authorizer.isFree(`${CDN}d`)).toBe(true);
  });

  it('a probe that says nothing for ten seconds makes way', async () => {
    const { player, clock } = await stage(({ generation, original }) =>
      generation === 1
        ? { status: 401 }
        : { status: 200, ...(original.endsWith('a') && { after: new Promise(() => {}) }) },
    );
    void player.load('a');
    const second = player.load('b');
    await clock.advance(10_000);
    expect(await second).toBe('ok');
  });

  it('renewals that refusals drive go on for ever without tripping anything', async () => {
    const backend = new FakeBackend(({ n }) => makePass(`t${n}`, { expires_in: 3 }));
    const bench = await stage(accepting(), { renewAhead: false }, backend);
    const { player, clock, authorizer } = bench;
    let alive = 1;
    player.edge = ({ headers }) => ({
      status: headers['Authorization'] === `Bearer t${alive}` ? 200 : 401,
    });
    for (let i = 0; i < 50; i += 1) {
      alive = backend.count + 1;
      const loads = ['a', 'b', 'c'].map((name) => player.load(`${name}${i}`));
      await clock.advance(3000);
      expect(await Promise.all(loads)).toEqual(['ok', 'ok', 'ok']);
    }
    expect(authorizer.state.get().phase).toBe('authorized');
    expect(backend.count).toBe(51);
  });

  it('asks for nothing more once it is final, until the viewer retries, and then without the old answer', async () => {
    const { player, backend, clock, authorizer } = await stage(accepting(), {}, new FakeBackend());
    await authorizer.answer({ hash: 'good' });
    const load = player.load('a');
    await clock.advance(2000);
    expect(await load).toBe('stop');
    const { count } = backend;
    expect(backend.asks.at(-1)?.context.answer).toEqual({ hash: 'good' });
    await clock.advance(600_000);
    expect(backend.count).toBe(count);
    authorizer.retry();
    await settle();
    expect(backend.count).toBe(count + 1);
    expect(backend.asks.at(-1)?.context.answer).toBeUndefined();
    await clock.advance(60_000);
    expect(backend.count).toBeGreaterThan(count + 1);
  });

  it('check 8: fresh passes that are refused without any accepted are at most three in a minute', async () => {
    const { authorizer, backend } = await stage();
    for (let i = 0; i < 3; i += 1) {
      const request = authorizer.apply(`${CDN}${i}.ts`);
      const controller = new AbortController();
      const verdict = authorizer.refused({ request, status: 401, signal: controller.signal });
      await settle();
      controller.abort();
      await verdict;
    }
    const request = authorizer.apply(`${CDN}last.ts`);
    expect(await authorizer.refused({ request, status: 401 })).toMatchObject({
      action: 'stop',
      error: { code: 'pass_refused' },
    });
    expect(backend.count).toBe(4);
  });

  it('waits, and does not stop, while the endpoint is down', async () => {
    const { player, backend, clock, authorizer } = await stage(accepting('t9'));
    backend.answer = () => {
      throw new TypeError('fetch failed');
    };
    const load = player.load('a');
    await clock.advance(30_000);
    expect(authorizer.state.get()).toMatchObject({ phase: 'network', error: { code: 'network' } });
    backend.answer = () => makeEndlessPass('t9');
    await clock.advance(3000);
    expect(await load).toBe('ok');
    expect(authorizer.state.get().phase).toBe('authorized');
  });
});

describe('what a status means', () => {
  const withRefusals = (refusals: Readonly<Record<number, string>>): FakeBackend =>
    new FakeBackend(({ n }) =>
      makePass(`t${n}`, {
        rules: [
          {
            match: { urls: [CDN] },
            place: [{ kind: 'header', name: 'Authorization', value: `Bearer t${n}` }],
            refusals,
          },
        ],
        source: { src: `${CDN}master-${n}.m3u8` },
      }),
    );

  it.each([404, 410, 416])('M3, M12: %i is the player’s own', async (status) => {
    const { player, backend } = await stage(() => ({ status }));
    expect(await player.load('a')).toBe('surface');
    expect(backend.count).toBe(1);
    expect(player.refused).toBe(1);
  });

  it.each([429, 500, 503])(
    'M5, M12: %i is no matter of the pass: sent again once, then the player hears of it',
    async (status) => {
      const { player, backend, clock, authorizer } = await stage(() => ({ status }));
      const load = player.load('a', { kind: 'key' });
      await clock.advance(500);
      expect(await load).toBe('surface');
      expect([backend.count, player.refused]).toEqual([1, 2]);
      expect(authorizer.state.get()).toMatchObject({
        phase: 'network',
        error: { code: 'media_unreachable' },
      });
    },
  );

  it('M12: the pause that a busy server wants is kept by all of the kind, and the viewer is told', async () => {
    const edge = (): EdgeAnswer => ({ status: 429, retryAfter: '3' });
    const { player, clock, authorizer, page } = await stage(edge);
    const loads = [player.load('a', { kind: 'segment' })];
    await clock.advance(0);
    loads.push(player.load('b', { kind: 'segment' }));
    await clock.advance(2998);
    page.dispatchEvent(new Event('online'));
    await clock.advance(1);
    expect(player.refused).toBe(1);
    expect(authorizer.state.get().phase).toBe('network');
    player.edge = () => ({ status: 200 });
    await clock.advance(1);
    expect(await Promise.all(loads)).toEqual(['ok', 'ok']);
    expect(authorizer.state.get().phase).toBe('authorized');
  });

  it('deny is final', async () => {
    const edge = (): EdgeAnswer => ({ status: 403 });
    const { player, backend, authorizer } = await stage(edge, {}, withRefusals({ 403: 'deny' }));
    expect(await player.load('a')).toBe('stop');
    expect(authorizer.state.get()).toMatchObject({
      phase: 'denied',
      error: { code: 'media_forbidden' },
    });
    expect(backend.count).toBe(1);
  });

  it('reload opens a new source, which renewals never do', async () => {
    const edge = (): EdgeAnswer => ({ status: 410 });
    const { player, clock, authorizer } = await stage(edge, {}, withRefusals({ 410: 'reload' }));
    expect(authorizer.state.get().source?.src).toBe(`${CDN}master-1.m3u8`);
    await clock.advance(46_000);
    expect(authorizer.state.get().source?.src).toBe(`${CDN}master-1.m3u8`);
    expect(await player.load('a')).toBe('reload');
    expect(await authorizer.reload()).toEqual({ src: `${CDN}master-3.m3u8` });
    expect(authorizer.state.get().source?.src).toBe(`${CDN}master-3.m3u8`);
  });

  describe('reload, where every fresh source is refused, too', () => {
    const key = { kind: 'key' } as const;
    const segment = { kind: 'segment' } as const;

    /** Opens sources as a player does, until it is told to stop. */
    async function reopen({ player, authorizer }: Stage): Promise<number> {
      for (let sources = 0; sources < 10; sources += 1) {
        expect(await player.load('segment', segment)).toBe('ok');
        if ((await player.load('key', key)) === 'stop') return sources;
        await authorizer.reload();
      }
      return Infinity;
    }

    it('ends after two of them, though all else of them is accepted', async () => {
      const made = await stage(
        ({ kind }) => ({ status: kind === 'key' ? 403 : 200 }),
        {},
        withRefusals({ 403: 'reload' }),
      );
      expect(await reopen(made)).toBe(2);
      expect(made.player.refused).toBe(3);
      expect(made.backend.count).toBe(3);
      expect(made.authorizer.state.get()).toMatchObject({
        phase: 'denied',
        error: { code: 'pass_refused' },
      });
    });

    it('counts a whole wave as one', async () => {
      const { player } = await stage(() => ({ status: 403 }), {}, withRefusals({ 403: 'reload' }));
      const wave = await Promise.all(['a', 'b', 'c', 'd'].map((name) => player.load(name, key)));
      expect(wave).toEqual(['reload', 'reload', 'reload', 'reload']);
    });

    it('begins anew with each one that was accepted: a film of many hours outlives many sources', async () => {
      const made = await stage(() => ({ status: 200 }), {}, withRefusals({ 403: 'reload' }));
      const { player, authorizer } = made;
      for (let hours = 0; hours < 5; hours += 1) {
        player.edge = () => ({ status: 403 });
        expect(await player.load('key', key)).toBe('reload');
        await authorizer.reload();
        player.edge = () => ({ status: 200 });
        expect(await player.load('key', key)).toBe('ok');
      }
    });

    it('holds for pre-signed children, which carry nothing', async () => {
      const rules = [
        { match: { urls: [CDN] }, place: [{ kind: 'none' }], refusals: { 403: 'reload' } },
      ];
      const source = { src: `${CDN}master.m3u8` };
      const backend = new FakeBackend(() => makePass('', { rules, source }));
      const edge = ({ kind }: { kind?: unknown }): EdgeAnswer => ({
        status: kind === 'key' ? 403 : 200,
      });
      expect(await reopen(await stage(edge, {}, backend))).toBe(2);
      const fresh = await stage(edge, {}, backend);
      for (let i = 0; i < 5; i += 1) {
        fresh.player.edge = () => ({ status: 403 });
        expect(await fresh.player.load('key', key)).toBe('reload');
        await fresh.authorizer.reload();
        fresh.player.edge = () => ({ status: 200 });
        await fresh.player.load('key', key);
      }
    });

    it('and after "try again" begins anew', async () => {
      const made = await stage(
        ({ kind }) => ({ status: kind === 'key' ? 403 : 200 }),
        {},
        withRefusals({ 403: 'reload' }),
      );
      await reopen(made);
      made.authorizer.retry();
      await made.clock.advance(2000);
      expect(await reopen(made)).toBe(2);
    });
  });

  it('retry sends again after a pause, three times at most, then it is the player’s own', async () => {
    const edge = (): EdgeAnswer => ({ status: 503, retryAfter: '2' });
    const { player, clock } = await stage(edge, {}, withRefusals({ 503: 'retry' }));
    const load = player.load('a');
    await clock.advance(1999);
    expect(player.refused).toBe(1);
    await clock.advance(4001);
    expect(await load).toBe('surface');
    expect(player.refused).toBe(4);
  });

  it('a rule that places nothing may say it, too: pre-signed children go stale', async () => {
    const rules = [
      { match: { urls: [CDN] }, place: [{ kind: 'none' }], refusals: { 403: 'reload' } },
    ];
    const { player } = await stage(
      () => ({ status: 403 }),
      {},
      new FakeBackend(() => makePass('', { rules })),
    );
    expect(await player.load('a')).toBe('reload');
    player.edge = () => ({ status: 401 });
    expect(await player.load('a')).toBe('surface');
  });

  it('a pass that opens once is not renewed in place', async () => {
    const backend = new FakeBackend(({ n }) => makePass(`t${n}`, { mode: 'single-use' }));
    const { player } = await stage(accepting(), {}, backend);
    expect(await player.load('a')).toBe('reload');
  });
});

describe('no status', () => {
  it('with a pass that is good it is sent once more, then it is network and never denied', async () => {
    const { player, clock, authorizer, backend } = await stage(() => ({ status: 0 }));
    const load = player.load('a');
    await clock.advance(1000);
    expect(await load).toBe('surface');
    expect(player.refused).toBe(2);
    expect(backend.count).toBe(1);
    expect(authorizer.state.get()).toMatchObject({
      phase: 'network',
      error: { code: 'media_unreachable' },
    });
    player.edge = () => ({ status: 200 });
    expect(await player.load('b')).toBe('ok');
    expect(authorizer.state.get().phase).toBe('authorized');
  });

  it('with a pass that went stale meanwhile it counts as a refusal', async () => {
    const { player, authorizer, backend, clock } = await stage(accepting('t2'));
    const old = authorizer.apply(`${CDN}old.ts`);
    const load = player.load('a');
    await clock.advance(0);
    await load;
    expect(await authorizer.refused({ request: old, status: 0 })).toEqual({
      action: 'replay',
      url: old.original,
    });
    expect(backend.count).toBe(2);
  });

  it('with a pass past its window it counts as a refusal', async () => {
    const backend = new FakeBackend(({ n }) => makePass(`t${n}`, { expires_in: 3 }));
    const { player, authorizer, clock } = await stage(
      () => ({ status: 200 }),
      { renewAhead: false },
      backend,
    );
    const request = authorizer.apply(`${CDN}a.ts`);
    clock.stall(4000);
    expect(await authorizer.refused({ request, status: 0 })).toMatchObject({ action: 'replay' });
    expect(backend.count).toBe(2);
    expect(await player.load('a.ts')).toBe('ok');
  });

  it('refusals without CORS headers, all of them: a wave and two, then network', async () => {
    const backend = new FakeBackend(({ n }) => makePass(`t${n}`, { expires_in: 3 }));
    const { player, clock, authorizer } = await stage(
      () => ({ status: 0 }),
      { renewAhead: false },
      backend,
    );
    clock.stall(4000);
    const loads = ['a', 'b', 'c'].map((name) => player.load(name));
    await clock.advance(2000);
    expect(await Promise.all(loads)).toEqual(['surface', 'surface', 'surface']);
    expect(player.refused).toBe(5);
    expect(authorizer.state.get().phase).toBe('network');
  });
});

describe('redirects', () => {
  const OTHER = 'https://other.example/films/';
  const both = new FakeBackend(({ n }) =>
    makePass(`t${n}`, {
      rules: [
        {
          match: { urls: [CDN, OTHER] },
          place: [{ kind: 'header', name: 'Authorization', value: `Bearer t${n}` }],
        },
      ],
    }),
  );

  it('inside the allowed origins, where the browser dropped the header, is asked directly', async () => {
    const { player } = await stage(
      ({ url }) => ({ status: url.startsWith(OTHER) ? 200 : 401, url: `${OTHER}a.ts` }),
      {},
      both,
    );
    expect(await player.load('a.ts')).toBe('ok');
    expect(player.sent.map(({ url }) => url)).toEqual([`${CDN}a.ts`, `${OTHER}a.ts`]);
    expect(player.sent.every(({ headers }) => headers['Authorization'])).toBe(true);
  });

  it('that go round in a circle are followed once', async () => {
    const { player, clock } = await stage(
      ({ url }) => ({ status: 401, url: url.startsWith(OTHER) ? `${CDN}a.ts` : `${OTHER}a.ts` }),
      {},
      both,
    );
    const load = player.load('a.ts');
    await clock.advance(5000);
    expect(await load).toBe('stop');
    expect(player.refused).toBeLessThanOrEqual(8);
  });

  it('to where the pass may not go are final, answered or refused', async () => {
    for (const status of [200, 401]) {
      const { player, authorizer } = await stage(() => ({
        status,
        url: 'https://evil.example/a.ts',
      }));
      expect(await player.load('a.ts')).toBe(status === 200 ? 'unused' : 'stop');
      expect(authorizer.state.get()).toMatchObject({
        phase: 'denied',
        error: { code: 'redirect_refused' },
      });
      expect(authorizer.apply(`${CDN}b.ts`).headers).toEqual({});
    }
  });

  it('of requests that carried nothing are none of ours', async () => {
    const { player } = await stage(() => ({ status: 200, url: 'https://evil.example/a.ts' }));
    expect(await player.load('https://ads.example/a.ts')).toBe('ok');
  });
});
