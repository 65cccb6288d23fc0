import type { ModelEngine } from './model-engine.ts';
import type { ModelNetwork } from './model-network.ts';
import type { ModelSession } from './model-session.ts';
import type { PageClock } from './page-clock.ts';
import type { PageEvents } from './page-events.ts';
import type { SimulatedTime } from './simulated-time.ts';
import type { Act, Stage } from './viewer.ts';

/** All that a viewer can do something to. */
export interface Machine {
  readonly time: SimulatedTime;
  readonly clock: PageClock;
  readonly network: ModelNetwork;
  readonly page: PageEvents;
  readonly session: ModelSession;
  readonly engine: ModelEngine;
}

/** How far viewers jump, in seconds, either way. */
const JUMP_SECONDS = 600;

/** Lets acts happen: to the engine, the network, and the page, which is told as browsers tell it. */
export function stageOf(machine: Machine, random: () => number): Stage {
  const { time, clock, network, page, session, engine } = machine;
  const show = (): void => {
    clock.show();
    page.tell('visibilitychange');
  };
  const begin: Readonly<Record<Act, (ms: number) => void>> = {
    pause: () => void (engine.isPlaying = false),
    seek: () => engine.seek(engine.position + (random() * 2 - 1) * JUMP_SECONDS),
    // Connections do not outlive it.
    sleep(ms) {
      time.sleep(ms);
      network.cut();
    },
    offline: () => network.goOffline(),
    hidden() {
      clock.hide('audible');
      page.tell('visibilitychange');
    },
    away() {
      engine.isPlaying = false;
      clock.hide('silent');
      page.tell('visibilitychange');
    },
    'user change': () => session.change(),
  };
  const end: Readonly<Partial<Record<Act, () => void>>> = {
    pause: () => void (engine.isPlaying = true),
    sleep: () => page.tell('visibilitychange'),
    offline() {
      network.goOnline();
      page.tell('online');
    },
    hidden: show,
    away() {
      engine.isPlaying = true;
      show();
    },
  };
  return { begin: (act, ms) => begin[act](ms), end: (act) => end[act]?.() };
}
