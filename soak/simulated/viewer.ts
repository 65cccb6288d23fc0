import type { SimulatedTime } from './simulated-time.ts';

/** What viewers and their machines do. `hidden`: another tab is in front, and the sound goes on. `away`: the same, and paused. */
export const ACTS = ['pause', 'seek', 'sleep', 'offline', 'hidden', 'away', 'user change'] as const;
export type Act = (typeof ACTS)[number];

/** How an act is begun, and how it is ended where it lasts. */
export interface Stage {
  begin(act: Act, ms: number): void;
  end(act: Act): void;
}

/** How long acts last, in seconds, at least and at most; 0 for what is done at once. */
const LASTS: Readonly<Record<Act, readonly [number, number]>> = {
  pause: [5, 900],
  seek: [0, 0],
  sleep: [60, 900],
  offline: [2, 90],
  hidden: [60, 900],
  away: [60, 900],
  'user change': [0, 0],
};
/** Between two acts, in seconds. */
const [LEAST_GAP, MOST_GAP] = [30, 180];

/** Does one thing after the other, at random. */
export class Viewer {
  readonly #time: SimulatedTime;
  readonly #random: () => number;
  readonly #stage: Stage;

  constructor(time: SimulatedTime, random: () => number, stage: Stage) {
    this.#time = time;
    this.#random = random;
    this.#stage = stage;
  }

  start(): void {
    this.#time.after(this.#between(LEAST_GAP, MOST_GAP), () => this.#act());
  }

  #act(): void {
    const act = ACTS[Math.floor(this.#random() * ACTS.length)] ?? 'seek';
    const ms = this.#between(...LASTS[act]);
    this.#stage.begin(act, ms);
    // Who sleeps does not count.
    this.#time.after(act === 'sleep' ? 0 : ms, () => {
      this.#stage.end(act);
      this.start();
    });
  }

  #between(least: number, most: number): number {
    return (least + (most - least) * this.#random()) * 1000;
  }
}
