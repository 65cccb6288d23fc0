import { createPassClient } from '../../src/create-pass-client.ts';
import type { PassClient } from '../../src/pass-client.ts';
import type { ClientEvent } from '../../src/client-event.ts';
import type { PassClientOptions } from '../../src/pass-client-options.ts';
import { FakeBackend } from './fake-backend.ts';
import { FakeClock } from './fake-clock.ts';

/** A client over a fake clock and a scripted backend. */
export interface Bench {
  readonly client: PassClient;
  readonly clock: FakeClock;
  readonly backend: FakeBackend;
  readonly events: ClientEvent[];
  readonly page: EventTarget;
  /** How many events of a type there were. */
  countOf(type: ClientEvent['type']): number;
}

export function makeClient(
  options: Partial<PassClientOptions> = {},
  backend: FakeBackend = new FakeBackend(),
): Bench {
  const clock = new FakeClock();
  const events: ClientEvent[] = [];
  const page = new EventTarget();
  const client = createPassClient({
    source: backend.source,
    clock,
    random: () => 0.5,
    wakes: page,
    onEvent: (event) => events.push(event),
    ...options,
  });
  const countOf = (type: ClientEvent['type']): number =>
    events.filter((event) => event.type === type).length;
  return { client, clock, backend, events, page, countOf };
}

/** The code of the error that a promise rejects with. */
export async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return 'no error';
}
