import { startSandbox } from '@playgate/sandbox';
import type { Sandbox } from '@playgate/sandbox';
import { onTestFinished } from 'vitest';
import type { VendorCallEvent } from '../../src/api/vendor-api.ts';
import { createCatchTheShowClient } from '../../src/catch-the-show/index.ts';
import type { CatchTheShowClient, ConnectionOptions } from '../../src/catch-the-show/index.ts';
import { ManualClock } from '../api/manual-clock.ts';
import { countingIds } from '../support.ts';

/** A request as it left. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** The sandbox, and everything that a server of ours needs to reach it. Both have the same clock, which stands still. */
export interface ShowSandbox {
  readonly sandbox: Sandbox;
  readonly clock: ManualClock;
  readonly options: ConnectionOptions;
  readonly client: CatchTheShowClient;
  readonly sent: Sent[];
  readonly events: VendorCallEvent[];
}

export async function showSandbox(): Promise<ShowSandbox> {
  const clock = new ManualClock();
  const sandbox = await startSandbox({ ports: 0, now: () => clock.now() });
  onTestFinished(() => sandbox.close());
  const [sent, events]: [Sent[], VendorCallEvent[]] = [[], []];
  const options: ConnectionOptions = {
    secretKey: sandbox.keys.catchTheShow.secretKey,
    apiUrl: `${sandbox.addresses.catchTheShow}/v1`,
    clock,
    retries: 0,
    newId: countingIds(),
    onCall: (event) => events.push(event),
    fetch: async (input, init) => {
      const { method, url, headers } = new Request(input, init);
      const body = typeof init?.body === 'string' ? init.body : undefined;
      sent.push({ method, url, headers: Object.fromEntries(headers), body });
      return fetch(input, init);
    },
  };
  return { sandbox, clock, options, sent, events, client: createCatchTheShowClient(options) };
}

/** Everything that a list holds. */
export async function all<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}

/** The status of a media request with that token. */
export async function play(sandbox: Sandbox, film: string, token?: string): Promise<number> {
  const response = await fetch(`${sandbox.addresses.catchTheShow}/media/${film}/master.m3u8`, {
    headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
  });
  await response.arrayBuffer();
  return response.status;
}
