import { describe, expect, it } from 'vitest';
import type { Authorizer } from '../../src/authorizer.ts';
import type { PassClientOptions } from '../../src/pass-client-options.ts';
import { FakeBackend } from '../support/fake-backend.ts';
import { settle } from '../support/fake-clock.ts';
import { FakePlayer } from '../support/fake-player.ts';
import { makeClient } from '../support/make-client.ts';
import type { Bench } from '../support/make-client.ts';
import { CDN, makeEndlessPass, makePass } from '../support/make-pass.ts';

interface Stage extends Bench {
  readonly authorizer: Authorizer;
  readonly player: FakePlayer;
  /** Whether segments get no answer. */
  readonly fault: { on: boolean };
  /** How many segments were sent. */
  sent(): number;
}

async function stage(
  options: Partial<PassClientOptions> = {},
  backend = new FakeBackend(({ n }) => makeEndlessPass(`t${n}`)),
): Promise<Stage> {
  const bench = makeClient(options, backend);
  const authorizer = bench.client.authorizer({ asset: 'film' });
  await authorizer.ready();
  const fault = { on: true };
  const player = new FakePlayer(authorizer, ({ kind }) => ({
    status: kind === 'segment' && fault.on ? 0 : 200,
  }));
  const sent = (): number => player.sent.filter(({ kind }) => kind === 'segment').length;
  return { ...bench, authorizer, player, fault, sent };
}

/** An engine that asks for the next segment as soon as it hears of the last. */
async function insist(player: FakePlayer, name: string): Promise<string> {
  for (let n = 0; ; n += 1) {
    const outcome = await player.load(`${name}${n}.ts`, { kind: 'segment' });
    if (outcome !== 'surface') return outcome;
  }
}

const phaseOf = ({ authorizer }: Stage): string => authorizer.state.get().phase;

describe('segments that get no answer', () => {
  it.each([0, 0.5, 0.999])(
    'are asked for about twenty times a minute, whatever the jitter (%s)',
    async (random) => {
      const { player, clock, sent } = await stage({ random: () => random });
      void insist(player, 'video');
      void insist(player, 'audio');
      await clock.advance(15_000);
      expect(sent()).toBeLessThanOrEqual(12);
      await clock.advance(45_000);
      const inFirstMinute = sent();
      expect(inFirstMinute).toBeLessThanOrEqual(30);
      await clock.advance(60_000);
      expect(sent() - inFirstMinute).toBeLessThanOrEqual(25);
      expect(sent() - inFirstMinute).toBeGreaterThanOrEqual(20);
    },
  );

  it('leave the state at network, whatever is accepted of other kinds', async () => {
    const bench = await stage();
    const { player, clock, authorizer } = bench;
    void insist(player, 'video');
    await clock.advance(2000);
    const state = authorizer.state.get();
    expect(state).toMatchObject({ phase: 'network', error: { code: 'media_unreachable' } });
    for (let i = 0; i < 10; i += 1) {
      expect(await player.load('live.m3u8', { kind: 'playlist' })).toBe('ok');
      await clock.advance(2000);
      expect(authorizer.state.get()).toBe(state);
    }
  });

  it('are accepted within three seconds after the trouble, all that wait at once', async () => {
    const bench = await stage();
    const { player, clock, fault } = bench;
    const loads = Promise.all(['a', 'b', 'c'].map((name) => insist(player, name)));
    await clock.advance(20_000);
    fault.on = false;
    await clock.advance(3000);
    expect(await loads).toEqual(['ok', 'ok', 'ok']);
    expect(phaseOf(bench)).toBe('authorized');
  });

  it('are asked for at once when the network is back', async () => {
    const bench = await stage();
    const { player, clock, fault, page } = bench;
    const load = insist(player, 'a');
    await clock.advance(20_100);
    fault.on = false;
    page.dispatchEvent(new Event('online'));
    expect(await load).toBe('ok');
    expect(phaseOf(bench)).toBe('authorized');
  });

  it('and at the viewer’s wish', async () => {
    const { player, clock, fault, authorizer } = await stage();
    const load = insist(player, 'a');
    await clock.advance(20_100);
    fault.on = false;
    authorizer.retry();
    expect(await load).toBe('ok');
  });

  it('go out one at a time; one that is silent makes way after ten seconds, one that is aborted at once', async () => {
    const { player, clock, sent } = await stage();
    void player.load('first.ts', { kind: 'segment' });
    await clock.advance(800);
    player.edge = () => ({ status: 200, after: new Promise(() => {}) });
    const controller = new AbortController();
    void player.load('a.ts', { kind: 'segment' });
    void player.load('b.ts', { kind: 'segment', signal: controller.signal });
    void player.load('c.ts', { kind: 'segment' });
    const before = sent();
    await clock.advance(3000);
    expect(sent()).toBe(before + 1);
    await clock.advance(9999);
    expect(sent()).toBe(before + 2);
    controller.abort();
    await settle();
    expect(sent()).toBe(before + 3);
  });

  it('do not keep requests waiting for which a rule places nothing', async () => {
    const rules = [
      { match: { urls: [`${CDN}ads/`] }, place: [{ kind: 'none' }] },
      { match: { urls: [CDN] }, place: [{ kind: 'cookie' }] },
    ];
    const { player, clock, authorizer } = await stage(
      {},
      new FakeBackend(() => makePass('', { rules })),
    );
    void insist(player, 'a');
    await clock.advance(20_000);
    expect(authorizer.isFree(`${CDN}a.ts`, 'segment')).toBe(false);
    expect(authorizer.isFree(`${CDN}a.m3u8`, 'playlist')).toBe(true);
    expect(authorizer.isFree(`${CDN}ads/1.ts`, 'segment')).toBe(true);
    expect(authorizer.isFree('https://other.example/a.ts', 'segment')).toBe(true);
    expect(await player.load('ads/1.ts', { kind: 'segment' })).toBe('surface');
    expect(authorizer.isFree(`${CDN}a.ts`, 'segment')).toBe(false);
  });

  it('are unreachable no more once there is an answer of any status', async () => {
    const bench = await stage();
    const { player, clock } = bench;
    void player.load('a.ts', { kind: 'segment' });
    await clock.advance(2000);
    expect(phaseOf(bench)).toBe('network');
    player.edge = () => ({ status: 404 });
    expect(await player.load('b.ts', { kind: 'segment' })).toBe('surface');
    expect(phaseOf(bench)).toBe('authorized');
  });

  it('are over when something else is answered, where nobody asks for them any more', async () => {
    const bench = await stage();
    const { player, clock } = bench;
    void player.load('a.ts', { kind: 'segment' });
    await clock.advance(2000);
    expect(phaseOf(bench)).toBe('network');
    expect(await player.load('live.m3u8', { kind: 'playlist' })).toBe('ok');
    expect(phaseOf(bench)).toBe('authorized');
  });

  it('never end in denied, though passes run out and only refusals renew them', async () => {
    const backend = new FakeBackend(({ n }) => makePass(`t${n}`, { expires_in: 3 }));
    const bench = await stage({ renewAhead: false }, backend);
    void insist(bench.player, 'a');
    for (let i = 0; i < 60; i += 1) {
      await bench.clock.advance(2000);
      expect(['network', 'waiting']).toContain(phaseOf(bench));
    }
    bench.fault.on = false;
    await bench.clock.advance(3000);
    expect(phaseOf(bench)).toBe('authorized');
  });

  it('leave nothing behind', async () => {
    const { player, clock, authorizer, client } = await stage();
    void insist(player, 'a');
    await clock.advance(20_000);
    authorizer.dispose();
    client.dispose();
    await clock.advance(0);
    expect(clock.timers).toBe(0);
  });
});

describe('answers that break off', () => {
  it('N2: are named, although each of them begins well', async () => {
    const { authorizer, clock } = await stage();
    const url = `${CDN}a.ts`;
    let tries = 0;
    const load = async (): Promise<void> => {
      for (;;) {
        await authorizer.ready({ url, kind: 'segment' });
        const request = authorizer.apply(url, 'segment');
        tries += 1;
        expect(authorizer.accepted(request, url, false)).toBe(true);
        await authorizer.refused({ request, status: 0 });
      }
    };
    void load();
    await clock.advance(2000);
    expect(authorizer.state.get()).toMatchObject({
      phase: 'network',
      error: { code: 'media_unreachable' },
    });
    await clock.advance(58_000);
    expect(tries).toBeLessThanOrEqual(30);
  });
});

describe('a source that gets no answer', () => {
  it.each([0, 503])('is waited for (%i), since an engine has no other', async (status) => {
    const bench = await stage();
    const { player, clock, authorizer } = bench;
    player.edge = () => ({ status });
    const load = player.load('master.m3u8', { kind: 'manifest' });
    await clock.advance(60_000);
    expect(authorizer.state.get()).toMatchObject({
      phase: 'network',
      error: { code: 'media_unreachable' },
    });
    expect(player.sent.length).toBeLessThanOrEqual(30);
    player.edge = () => ({ status: 200 });
    await clock.advance(3000);
    expect(await load).toBe('ok');
    expect(phaseOf(bench)).toBe('authorized');
  });
});

describe('keys that get no answer', () => {
  it('M5: keep segments waiting, which are of no use without them', async () => {
    const bench = await stage();
    const { player, clock, authorizer, fault } = bench;
    player.edge = ({ kind }) => ({ status: kind === 'key' && fault.on ? 0 : 200 });
    const ask = async (): Promise<void> => {
      while ((await player.load('film.key', { kind: 'key' })) === 'surface');
    };
    const key = ask();
    await clock.advance(10_000);
    const segment = player.load('a.ts', { kind: 'segment' });
    await clock.advance(10_000);
    expect(player.sent.some(({ kind }) => kind === 'segment')).toBe(false);
    expect(authorizer.isFree(`${CDN}live.m3u8`, 'playlist')).toBe(true);
    fault.on = false;
    await clock.advance(3000);
    await key;
    expect(await segment).toBe('ok');
    expect(phaseOf(bench)).toBe('authorized');
  });

  it.each([
    ['refused, and another pass must come', {}],
    ['refused for good', { refusals: { 403: 'deny' } }],
  ])('M5: no segment that waited for a key goes out bare when the key is %s', async (_, more) => {
    const value = (n: number): string => `Bearer t${n}`;
    const pass = (n: number) => {
      const place = [{ kind: 'header', name: 'Authorization', value: value(n) }];
      return makePass('', { rules: [{ match: { urls: [CDN] }, place, ...more }] });
    };
    const { player, clock } = await stage({}, new FakeBackend(({ n }) => pass(n)));
    const answers = [0, 0, 403];
    player.edge = ({ kind }) => ({ status: kind === 'key' ? (answers.shift() ?? 200) : 200 });
    const load = player.load('film.key', { kind: 'key' });
    await clock.advance(600);
    expect(await load).toBe('surface');
    const [key, segment] = [
      player.load('film.key', { kind: 'key' }),
      player.load('a.ts', { kind: 'segment' }),
    ];
    await clock.advance(3000);
    await Promise.all([key, segment]);
    expect(answers).toEqual([]);
    expect(player.sent.filter(({ headers }) => headers['Authorization'] === undefined)).toEqual([]);
  });

  it('keep nothing waiting once nobody asks for them any more', async () => {
    const bench = await stage();
    const { player, clock } = bench;
    player.edge = ({ kind }) => ({ status: kind === 'key' ? 0 : 200 });
    void player.load('film.key', { kind: 'key' });
    await clock.advance(2000);
    expect(await player.load('clear.ts', { kind: 'segment' })).toBe('ok');
    expect(phaseOf(bench)).toBe('authorized');
  });
});

describe('what the edge has signed itself and gets no answer', () => {
  const rules = [
    { match: { urls: [CDN] }, place: [{ kind: 'none' }], refusals: { 403: 'reload' } },
  ];
  const signed = new FakeBackend(() => makePass('', { rules }));

  it('is asked for now and then, and the viewer is told', async () => {
    const bench = await stage({}, signed);
    const { player, clock, fault, sent } = bench;
    const load = insist(player, 'a');
    await clock.advance(60_000);
    expect(phaseOf(bench)).toBe('network');
    expect(sent()).toBeGreaterThan(15);
    expect(sent()).toBeLessThanOrEqual(30);
    fault.on = false;
    await clock.advance(3000);
    expect(await load).toBe('ok');
    expect(phaseOf(bench)).toBe('authorized');
  });

  it('is no trouble where the rule says nothing of refusals, as of advertisements', async () => {
    const ads = [{ match: { urls: [CDN] }, place: [{ kind: 'none' }] }];
    const bench = await stage({}, new FakeBackend(() => makePass('', { rules: ads })));
    expect(await bench.player.load('ad.ts', { kind: 'segment' })).toBe('surface');
    expect(phaseOf(bench)).toBe('authorized');
  });
});

describe('captions that get no answer', () => {
  it('are not the picture’s trouble', async () => {
    const bench = await stage();
    const { player, clock } = bench;
    player.edge = () => ({ status: 0 });
    const load = player.load('en.vtt', { kind: 'track' });
    await clock.advance(1000);
    expect(await load).toBe('surface');
    expect(phaseOf(bench)).toBe('authorized');
  });
});
