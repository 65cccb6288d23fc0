import type { SimulatedTime } from './simulated-time.ts';

/** What a server does with a request. `lost`: the connection is cut. `hang`: nothing, ever. */
export type Served<T> =
  | { readonly how: 'answered'; readonly answer: T; readonly takesMs: number }
  | { readonly how: 'lost' | 'hang' };

/** One request and what becomes of it. */
export interface Exchange<T> {
  /** Called when it reaches the server. */
  serve(): Served<T>;
  answered(answer: T): void;
  lost(): void;
}

const ERROR_MS = 5;
const WAY_MS = 20;
const JITTER_MS = 40;

interface Trip {
  cancel: () => void;
  readonly lost: () => void;
}

/** Carries requests to servers and answers back, as long as there is a network. */
export class ModelNetwork {
  isOnline = true;
  /** When it was last there again. */
  backSince = 0;
  readonly #time: SimulatedTime;
  readonly #random: () => number;
  readonly #trips = new Set<Trip>();

  constructor(time: SimulatedTime, random: () => number) {
    this.#time = time;
    this.#random = random;
  }

  /** Sends a request. Gives what gives it up. */
  send<T>({ serve, answered, lost }: Exchange<T>): () => void {
    const trip: Trip = {
      cancel: () => {},
      lost: () => {
        this.#trips.delete(trip);
        lost();
      },
    };
    this.#trips.add(trip);
    const next = (delayMs: number, call: () => void): void => {
      trip.cancel = this.#time.after(delayMs, call);
    };
    const arrive = (): void => {
      const served = serve();
      if (served.how === 'lost') next(this.#wayMs(), trip.lost);
      if (served.how !== 'answered') return;
      next(this.#wayMs() + served.takesMs, () => {
        this.#trips.delete(trip);
        answered(served.answer);
      });
    };
    if (this.isOnline) next(this.#wayMs(), arrive);
    else next(ERROR_MS, trip.lost);
    return () => {
      this.#trips.delete(trip);
      trip.cancel();
    };
  }

  /** Whatever is on its way is lost. */
  cut(): void {
    for (const trip of this.#trips) {
      trip.cancel();
      trip.cancel = this.#time.after(ERROR_MS, trip.lost);
    }
  }

  goOffline(): void {
    this.isOnline = false;
    this.cut();
  }

  goOnline(): void {
    this.isOnline = true;
    this.backSince = this.#time.world;
  }

  #wayMs(): number {
    return WAY_MS + JITTER_MS * this.#random();
  }
}
