import type { PassSource } from '@playgate/client';

/** An ask. `held`: it has arrived, and its answer is held back for good. */
interface Flight {
  readonly n: number;
  readonly settled: Promise<void>;
  held: boolean;
}

/** The asks for passes that are under way. */
export class Flights {
  readonly #holds: boolean;
  readonly #now: () => number;
  readonly #flights = new Set<Flight>();
  /** When passes were asked for. */
  readonly asks: number[] = [];

  /** @param holds Whether answers may be held back for good. */
  constructor(holds: boolean, now: () => number) {
    this.#holds = holds;
    this.#now = now;
  }

  /** The same source, whose asks are counted. */
  counted(source: PassSource): PassSource {
    return (request, context) => {
      const n = this.asks.push(this.#now());
      const answer = source(request, context);
      const settled = answer.then(
        () => undefined,
        () => undefined,
      );
      const flight: Flight = { n, settled, held: false };
      this.#flights.add(flight);
      void settled.then(() => this.#flights.delete(flight));
      return answer;
    };
  }

  /** Until nothing is under way but what is held back. */
  async settle(): Promise<void> {
    await pause();
    for (const flight of this.#flights) {
      if (flight.held) continue;
      const done = new AbortController();
      await Promise.race([flight.settled, ...(this.#holds ? [holdOf(flight, done.signal)] : [])]);
      done.abort();
    }
    await pause();
  }
}

/** Resolves when an ask has arrived and is held back. */
async function holdOf(flight: Flight, signal: AbortSignal): Promise<void> {
  const asked = fetch(`/held?ask=${flight.n}`, { signal });
  // Called off when the ask has ended otherwise.
  const held = await asked.then(({ status }) => status === 204).catch(() => undefined);
  if (held === false) await flight.settled;
  flight.held = held === true;
}

/** A turn of the event loop, in which answers arrive. */
const pause = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve));
