import { createPassClient } from '@playgate/client';
import { seededRandom } from '@playgate/sandbox/seeded-random';
import { Faults } from './faults.ts';
import { ModelBackend } from './model-backend.ts';
import { ModelEdge } from './model-edge.ts';
import { ModelNetwork } from './model-network.ts';
import { ModelSession } from './model-session.ts';
import { Observer } from './observer.ts';
import { PageClock } from './page-clock.ts';
import { PageEvents } from './page-events.ts';
import { protectModel } from './protect-model.ts';
import type { Run, RunOptions } from './run.ts';
import { SimulatedTime } from './simulated-time.ts';
import { stageOf } from './stage-of.ts';
import { Viewer } from './viewer.ts';

const HOUR_MS = 3_600_000;
/** Wall clocks are wrong by at most so much, either way. */
const MOST_SKEW_MS = HOUR_MS;
/** What was disposed of has so long to let go. */
const AFTERWARDS_MS = 60_000;
const NO_STORE = { getItem: () => null, setItem: () => {} };

/**
 * Watches for hours, in seconds. The client is the real one, with time, randomness, `fetch` and page handed in, and requests take the road
 * that they take in an engine's adapter; the engine, the network, the backend and the edge are models. The same seed gives the same run.
 */
export async function runSoak(options: RunOptions): Promise<Run> {
  const { seed, hours, passSeconds = 300, faultRate = 0.05, acts = true } = options;
  const random = (stream: number): (() => number) => seededRandom(seed * 8 + stream);
  const time = new SimulatedTime();
  const clock = new PageClock(time, (random(0)() * 2 - 1) * MOST_SKEW_MS);
  const network = new ModelNetwork(time, random(1));
  const [page, session] = [new PageEvents(), new ModelSession()];
  const observer = new Observer({ time, clock, page, session, options });
  const { mintStruck, mediaStruck } = observer;
  const faults = new Faults(random(2), faultRate);
  const world = { time, network, faults, viewer: () => session.viewer };
  const backend = new ModelBackend({ ...world, passSeconds, struck: mintStruck });
  const edge = new ModelEdge({ ...world, random: random(3), struck: mediaStruck });
  const client = createPassClient({
    ...{ endpoint: 'https://app.example/api/pass', fetch: backend.fetch, clock },
    ...{ random: random(4), wakes: page, session: session.session, marks: NO_STORE },
    renewAhead: options.renewAhead ?? true,
    onEvent: (event) => observer.heard(event),
  });
  const model = protectModel(client.authorizer({ asset: 'film' }), { edge, time });
  const { engine, protection } = model;
  observer.follow(model, network);
  engine.start();
  const stage = stageOf({ time, clock, network, page, session, engine }, random(6));
  const watched = {
    begin(...[act, ms]: Parameters<typeof stage.begin>) {
      observer.began(act);
      stage.begin(act, ms);
    },
    end(act: Parameters<typeof stage.end>[0]) {
      stage.end(act);
      observer.ended(act);
    },
  };
  if (acts) new Viewer(time, random(5), watched).start();
  await time.runUntil(hours * HOUR_MS);
  observer.end();
  protection.dispose();
  client.dispose();
  await time.runUntil(time.world + AFTERWARDS_MS);
  return observer.report(edge.counts);
}
