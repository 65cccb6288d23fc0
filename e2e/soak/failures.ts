import type { FaultAction } from '@playgate/sandbox';
import type { Page } from '@playwright/test';
import type { Mark } from '@playgate/soak/report';
import type { OwnedStage } from '../stage/start-stage.ts';
import { ASK_FAULTS } from './ask-faults.ts';

/** What befalls media requests, by its name in the picture. */
const MEDIA: Readonly<Record<string, FaultAction>> = {
  '401': { action: 'refuse', status: 401 },
  '403': { action: 'refuse', status: 403 },
  '404': { action: 'status', status: 404 },
  '503': { action: 'status', status: 503, retryAfter: 1 },
  reset: { action: 'reset' },
  slow: { action: 'delay', ms: 3000 },
};
/** One media request in twenty fails, about, and one ask in eight. */
const [LEAST_SPARED, MOST_SPARED] = [9, 29];
const ASKS = 8;
const LOOK_MS = 250;
const PASSES = '**/pass';

/** Failures, one after the other in an order that a seed gives. */
export interface Failures {
  /** What was struck so far; the time is that of this process, in milliseconds. */
  readonly media: readonly Mark[];
  readonly mint: readonly Mark[];
  end(): Promise<void>;
}

/** Lets media requests and asks for a pass fail, until it is ended. */
export async function letFail(
  page: Page,
  stage: OwnedStage,
  random: () => number,
  askRandom: () => number,
): Promise<Failures> {
  const [media, mint]: [Mark[], Mark[]] = [[], []];
  const ended = new AbortController();
  const pick = <T>(all: readonly T[], from: () => number): T | undefined =>
    all[Math.floor(from() * all.length)];
  await page.route(PASSES, async (route) => {
    const [name, fail] = pick(Object.entries(ASK_FAULTS), askRandom) ?? [];
    if (askRandom() * ASKS >= 1 || name === undefined || fail === undefined)
      return route.continue();
    mint.push({ at: Date.now(), what: name });
    return fail(route);
  });
  const strike = async (): Promise<void> => {
    const [name, action] = pick(Object.entries(MEDIA), random) ?? [];
    const skip = LEAST_SPARED + Math.floor(random() * (MOST_SPARED - LEAST_SPARED + 1));
    if (name === undefined || action === undefined) return;
    const id = await stage.fault({
      where: { listener: 'origin', path: '\\.(?:ts|key)$' },
      ...{ do: action, skip, times: 1 },
    });
    const after = await stage.mark();
    while (!ended.signal.aborted) {
      const struck = (await stage.journal(after)).find(({ fault }) => fault === id);
      if (struck !== undefined) return void media.push({ at: struck.atMs, what: name });
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  };
  const striking = (async () => {
    while (!ended.signal.aborted) await strike();
  })();
  return {
    ...{ media, mint },
    async end() {
      ended.abort();
      await striking;
      await page.unroute(PASSES);
    },
  };
}
