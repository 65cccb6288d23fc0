import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Authorizer } from '../src/authorizer.ts';
import { clientError } from '../src/client-error.ts';
import { FakeBackend } from './support/fake-backend.ts';
import { settle } from './support/fake-clock.ts';
import { makeClient } from './support/make-client.ts';
import type { Bench } from './support/make-client.ts';
import { CDN, makePass } from './support/make-pass.ts';

const FILM = { asset: 'film' };
const LIFE_MS = 30_000;

type Weather = 'fine' | 'slow' | 'down' | 'busy' | 'html' | 'forbidden' | 'locked';
type Step =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'stall'; readonly ms: number }
  | { readonly do: 'weather'; readonly weather: Weather }
  | {
      readonly do:
        | 'ready'
        | 'pass'
        | 'refuse'
        | 'lose'
        | 'accept'
        | 'abort'
        | 'wake'
        | 'sign-out'
        | 'retry'
        | 'answer'
        | 'reload'
        | 'jump'
        | 'viewer';
    };

const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.nat(20_000).map((ms): Step => ({ do: 'wait', ms })) },
    { weight: 1, arbitrary: fc.nat(60_000).map((ms): Step => ({ do: 'stall', ms })) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom<Weather>(
          'fine',
          'fine',
          'slow',
          'down',
          'busy',
          'html',
          'forbidden',
          'locked',
        )
        .map((weather): Step => ({ do: 'weather', weather })),
    },
    {
      weight: 6,
      arbitrary: fc
        .constantFrom(
          'ready',
          'pass',
          'refuse',
          'lose',
          'accept',
          'abort',
          'wake',
          'sign-out',
          'retry',
          'answer',
          'reload',
          'jump',
          'viewer',
        )
        .map((what): Step => ({ do: what })),
    },
  ),
  { maxLength: 40 },
);

/** A run of the machine, with what must hold after each step. */
class Run {
  readonly bench: Bench;
  readonly authorizer: Authorizer;
  weather: Weather = 'fine';
  viewer = 'alice';
  isOut = false;
  latest = 0;
  readonly born = new Map<string, { at: number; viewer: string }>();
  #abort = new AbortController();

  constructor() {
    const backend = new FakeBackend(async ({ n, context }) => {
      const { clock } = this.bench;
      const at = clock.monotonic();
      const { viewer, weather } = this;
      if (weather === 'slow')
        await new Promise<void>((done, fail) => {
          clock.after(4000, done);
          context.signal.addEventListener('abort', () => fail(new TypeError('aborted')));
        });
      if (weather === 'down') throw new TypeError('fetch failed');
      if (weather === 'busy') throw clientError('rate_limited', '', { retryAfterMs: 8000 });
      if (weather === 'html') throw clientError('invalid_response', '');
      if (weather === 'forbidden') throw clientError('forbidden', '');
      if (weather === 'locked') throw clientError('interaction_required', '');
      this.born.set(`Bearer t${n}`, { at, viewer });
      return makePass(`t${n}`, {
        expires_in: LIFE_MS / 1000,
        subject: viewer,
        source: { src: `${CDN}m` },
      });
    });
    this.bench = makeClient({}, backend);
    this.authorizer = this.bench.client.authorizer(FILM);
  }

  async step(step: Step): Promise<void> {
    const { client, clock, page } = this.bench;
    const { authorizer } = this;
    const ignore = (): void => {};
    const { signal } = this.#abort;
    switch (step.do) {
      case 'wait':
        return clock.advance(step.ms);
      case 'stall':
        return clock.stall(step.ms);
      case 'weather':
        this.weather = step.weather;
        return;
      case 'ready':
        return void authorizer.ready({ signal }).catch(ignore);
      case 'pass':
        return void client.pass(FILM).catch(ignore);
      case 'refuse':
      case 'lose': {
        const request = authorizer.apply(`${CDN}${this.born.size % 3}.ts`);
        return void authorizer.refused({ request, status: step.do === 'lose' ? 0 : 401, signal });
      }
      case 'accept':
        return void authorizer.accepted(authorizer.apply(`${CDN}${this.born.size % 3}.ts`));
      case 'abort':
        this.#abort.abort();
        this.#abort = new AbortController();
        return;
      case 'wake':
        return void page.dispatchEvent(new Event('online'));
      case 'sign-out':
        client.signOut();
        this.isOut = true;
        return;
      case 'retry':
        this.isOut = false;
        return authorizer.retry();
      case 'answer':
        this.isOut = false;
        return void authorizer.answer({ hash: 'h' });
      case 'reload':
        return void authorizer.reload({ signal }).catch(ignore);
      case 'jump':
        return clock.jumpWall(3_600_000);
      case 'viewer':
        this.viewer = this.viewer === 'alice' ? 'bob' : 'alice';
    }
  }

  /** What does not hold, though it must. */
  broken(): string[] {
    const { backend, clock, client } = this.bench;
    const { headers, generation } = this.authorizer.apply(`${CDN}a.ts`);
    const value = headers['Authorization'];
    const broken: string[] = [];
    if (backend.mostInFlight > 1) broken.push('more than one ask at a time');
    if (value === undefined) return broken;
    const born = this.born.get(value);
    if (this.isOut) broken.push('attached after signing out');
    if (generation < this.latest) broken.push('an older generation');
    if (clock.monotonic() - (born?.at ?? 0) >= LIFE_MS) broken.push('past its life');
    if (born?.viewer !== client.session.get().subject) broken.push('of another viewer');
    this.latest = generation;
    return broken;
  }
}

describe('the state machine, in any order of events', () => {
  it('asks once at a time, attaches nothing after signing out nor past its life, and only moves on', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const run = new Run();
        for (const step of all) {
          await run.step(step);
          const broken = run.broken();
          await settle();
          expect([...broken, ...run.broken()]).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('is alive again once the trouble is over', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const run = new Run();
        for (const step of all) {
          await run.step(step);
          await settle();
        }
        run.weather = 'fine';
        if (['denied', 'locked', 'signed-out'].includes(run.authorizer.state.get().phase))
          run.authorizer.retry();
        const ready = run.authorizer.ready().then(
          () => 'ready',
          () => 'rejected',
        );
        // Here each replay is silent: one after the other probes and lapses.
        const refusals = all.filter((step) => step.do === 'refuse' || step.do === 'lose').length;
        await run.bench.clock.advance(25_000 + refusals * 10_000);
        expect(await Promise.race([ready, settle().then(() => 'stuck')])).toBe('ready');
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('leaves nothing behind when disposed', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const run = new Run();
        for (const step of all) {
          await run.step(step);
          await settle();
        }
        run.bench.client.dispose();
        run.authorizer.dispose();
        // What the scripted backend itself still waits for.
        await run.bench.clock.advance(5000);
        expect(run.bench.clock.timers).toBe(0);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
