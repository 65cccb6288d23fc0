import { createPassClient, endpointSource } from '@playgate/client';
import type { Authorizer, ClientEvent, PassClient, PassSource } from '@playgate/client';
import type { Facts } from '../harness/proof.ts';
import { spell } from './belongings.ts';
import { Flights } from './flights.ts';
import { LabClock } from './lab-clock.ts';
import { spread } from './spread.ts';
import { Waits } from './waits.ts';

/** How a client in the lab asks. */
export interface LabOptions {
  /** Default `/pass`. */
  readonly endpoint?: string | undefined;
  /** The application's own credential, sent with each ask. */
  readonly credential?: string;
  /** Whether it hears what other tabs write into the storage. */
  readonly hearsTabs?: boolean;
  /** Whether answers may be held back for good. */
  readonly holds?: boolean;
}

export interface LabState {
  /** Virtual time since the start, and when passes were asked for. */
  readonly now: number;
  readonly asks: readonly number[];
  /** How the player stands, and what whoever waited last has heard. */
  readonly facts: Facts;
  /** Everything that errors and events said. */
  readonly said: string;
}

const ASSET = 'bearer/launch-film';
/** Phases in which nobody notices anything. */
const USUAL: ReadonlySet<string> = new Set(['idle', 'authorizing', 'authorized']);

/** A client whose time is ours and whose network is real. */
export class Lab {
  readonly #clock = new LabClock();
  readonly #waits = new Waits(() => this.#clock.monotonic());
  readonly #flights: Flights;
  readonly #events: ClientEvent[] = [];
  readonly #wakes = new EventTarget();
  readonly #callers = new AbortController();
  readonly #start = this.#clock.monotonic();
  readonly #client: PassClient;
  #authorizer: Authorizer | undefined;
  #isNoticed = false;
  #measured: Facts = {};

  constructor(options: LabOptions) {
    this.#flights = new Flights(options.holds === true, () => this.#now());
    if (options.hearsTabs) addEventListener('storage', () => this.wake('storage'));
    this.#client = createPassClient({
      source: this.#flights.counted(sourceOf(options, this.#clock)),
      clock: this.#clock,
      // The middle of every jitter.
      random: () => 0.5,
      wakes: this.#wakes,
      onEvent: (event) => this.#events.push(event),
    });
  }

  /** Somebody waits for a pass. */
  ask(): void {
    this.#waits.follow(this.#client.pass({ asset: ASSET }, { signal: this.#callers.signal }));
  }

  /** Whoever waits for a pass calls it off. */
  abort(): void {
    this.#callers.abort();
  }

  /** A player waits for a pass, and follows it from then on. */
  play(): void {
    const authorizer = (this.#authorizer = this.#client.authorizer({ asset: ASSET }));
    authorizer.state.subscribe(() => {
      this.#isNoticed ||= !USUAL.has(authorizer.state.get().phase);
    });
    this.request();
  }

  /** A request of the player wants to go out. */
  request(): void {
    if (this.#authorizer) this.#waits.follow(this.#authorizer.ready());
  }

  /** Players mount at once, each as React's StrictMode does: mounted, taken away, mounted again. */
  mount(players: number): void {
    for (let i = 0; i < players; i += 1) {
      const first = this.#client.authorizer({ asset: ASSET });
      first.ready().catch(() => undefined);
      first.dispose();
      this.#waits.follow(this.#client.authorizer({ asset: ASSET }).ready());
    }
  }

  /** Lets virtual time pass. Answers take none of it, but for those that are held back. */
  async run(ms: number): Promise<void> {
    const end = this.#clock.monotonic() + ms;
    await this.#flights.settle();
    while (this.#clock.next <= end) {
      this.#clock.fire();
      await this.#flights.settle();
    }
    this.#clock.moveTo(end);
    await this.#flights.settle();
  }

  /** The machine sleeps: no timer fires. */
  sleep(ms: number): void {
    this.#clock.moveTo(this.#clock.monotonic() + ms);
  }

  /** The device's clock is set. */
  jump(ms: number): void {
    this.#clock.jump(ms);
  }

  /** From now on timers fire at multiples of that only. */
  throttle(toMs: number): void {
    this.#clock.throttledTo = toMs;
  }

  wake(type: string): void {
    this.#wakes.dispatchEvent(new Event(type));
  }

  signOut(): void {
    this.#client.signOut();
  }

  retry(): void {
    this.#authorizer?.retry();
  }

  /** Measures when so many clients try again whose endpoint fails at the same moment. */
  async spread(clients: number): Promise<void> {
    this.#measured = await spread(clients);
  }

  dispose(): void {
    this.#client.dispose();
  }

  state(): LabState {
    const { phase, error } = this.#authorizer?.state.get() ?? {};
    const facts = {
      ...{ phase, code: error?.code, noticed: this.#isNoticed },
      usable: this.#authorizer?.isFree() ?? false,
      received: this.#events.filter(({ type }) => type === 'pass-received').length,
      nextMs: this.#clock.next - this.#clock.monotonic(),
      ...this.#waits.facts(),
      ...this.#measured,
    };
    return {
      ...{ now: this.#now(), asks: [...this.#flights.asks], facts },
      said: [spell(this.#events), spell(error), this.#waits.said()].join('\n'),
    };
  }

  #now(): number {
    return this.#clock.monotonic() - this.#start;
  }
}

function sourceOf({ endpoint = '/pass', credential }: LabOptions, clock: LabClock): PassSource {
  return endpointSource(endpoint, {
    clock,
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      if (credential !== undefined) headers.set('Authorization', `Bearer ${credential}`);
      return fetch(input, { ...init, headers });
    },
  });
}
