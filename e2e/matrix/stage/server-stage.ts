import { startSandbox } from '@playgate/sandbox';
import type { FaultAction, JournalEntry, ListenerName, Sandbox } from '@playgate/sandbox';
import type { ApiClock, Vendor } from '@playgate/server';
import { catchTheShow } from '@playgate/server/catch-the-show';
import { stapi } from '@playgate/server/stapi';
import { setTimeout as wait } from 'node:timers/promises';
import { ServerClock } from './server-clock.ts';

/** A backend whose calls of vendors are watched, and whose pauses take no time. */
export interface ServerStage {
  readonly sandbox: Sandbox;
  readonly clock: ApiClock;
  vendor(name: VendorName): Vendor;
  /** Lets the calls fail in which a vendor mints. */
  fail(name: VendorName, action: FaultAction): Promise<void>;
  /** When a vendor was asked to mint, on the backend's clock. */
  calls(name: VendorName): readonly number[];
  /** Resolves when such a call has arrived. */
  untilCalled(name: VendorName): Promise<void>;
  /** Whether pauses last: nothing is over then. */
  stopClock(isStopped: boolean): void;
  /** How many calls still wait for an answer. */
  unanswered(): number;
  /** Waits for an outcome. */
  until<T>(outcome: Promise<T>): Promise<{ readonly value: T; readonly tookMs: number }>;
  /** Every secret that a backend holds. */
  secrets(): readonly string[];
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Vendors whose passes cost a call. */
export const CALLED_VENDORS = ['catch-the-show', 'stapi'] as const;

export type VendorName = (typeof CALLED_VENDORS)[number];

/** Where a pass is minted. */
const DOORS: Readonly<
  Record<VendorName, { readonly listener: ListenerName; readonly path: string }>
> = {
  'catch-the-show': { listener: 'catchTheShow', path: '^/v1/access-tokens$' },
  stapi: { listener: 'authorization', path: '^/token$' },
};

export async function startServerStage(): Promise<ServerStage> {
  const sandbox = await startSandbox({ ports: 0 });
  const clock = new ServerClock();
  const calls: { readonly pathname: string; readonly atMs: number }[] = [];
  let underWay = 0;
  let isStopped = false;
  const watched: typeof fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    calls.push({ pathname, atMs: clock.now() });
    underWay += 1;
    try {
      const answer = await fetch(input, init);
      const body = answer.body === null ? null : await answer.arrayBuffer();
      return new Response(body, answer);
    } finally {
      underWay -= 1;
    }
  };
  /** Calls that are under way have arrived, and will not be answered. */
  const isIdle = async (): Promise<boolean> => {
    if (isStopped) return false;
    const { entries } = await sandbox.journal();
    return underWay === 0 || (entries.length >= calls.length && entries.at(-1)?.status === 0);
  };
  return {
    ...{ sandbox, clock },
    vendor: (name) => vendorOf(sandbox, name, { clock, fetch: watched, random: () => 0.5 }),
    async fail(name, action) {
      await sandbox.addFault({ where: { ...DOORS[name], method: 'POST' }, do: action });
    },
    calls: (name) =>
      calls
        .filter(({ pathname }) => new RegExp(DOORS[name].path).test(pathname))
        .map(({ atMs }) => atMs),
    async untilCalled(name) {
      const isDoor = ({ path }: JournalEntry): boolean => new RegExp(DOORS[name].path).test(path);
      while (!(await sandbox.journal()).entries.some(isDoor)) await wait(1);
    },
    stopClock: (stopped) => void (isStopped = stopped),
    unanswered: () => underWay,
    until: (outcome) => clock.until(outcome, isIdle),
    secrets: () => secretsIn(sandbox.keys),
    async reset() {
      clock.forget();
      calls.length = 0;
      isStopped = false;
      await sandbox.reset();
    },
    close: () => sandbox.close(),
  };
}

type Tools = NonNullable<Pick<Parameters<typeof stapi>[0], 'clock' | 'fetch' | 'random'>>;

function vendorOf({ addresses, keys }: Sandbox, name: VendorName, tools: Tools): Vendor {
  return name === 'stapi'
    ? stapi({
        ...tools,
        ...keys.authorization,
        mediaUrls: [`${addresses.stapi}/media/`],
        tokenUrl: `${addresses.authorization}/token`,
      })
    : catchTheShow({
        ...tools,
        secretKey: keys.catchTheShow.secretKey,
        apiUrl: `${addresses.catchTheShow}/v1`,
        mediaUrls: [`${addresses.catchTheShow}/media/`],
      });
}

/** What only servers may know of the keys of a run. */
function secretsIn(keys: object): readonly string[] {
  return Object.entries(keys).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'object' && value !== null) return secretsIn(value);
    return /secret|apiKey|private/i.test(name) && typeof value === 'string' ? [value] : [];
  });
}
