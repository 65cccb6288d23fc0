import { createPassClient } from '@playgate/client';
import type { Authorizer, PassRule } from '@playgate/client';

/** Nanoseconds for one call, in the least disturbed round. */
export interface ApplyTimes {
  readonly newUrl: number;
  readonly header: number;
  readonly query: number;
  /** Onto URLs that have a query. */
  readonly addedQuery: number;
  readonly refused: number;
}

const ROUNDS = 20;
/** Enough calls for the coarse clock of a page. */
const REPEATS = 20;
const URLS = Array.from(
  { length: 1000 },
  (_, i) => `https://cdn.example/films/launch-film/720p/segment-${10_000 + i}.m4s`,
);
const QUERY_URLS = URLS.map((url) => `${url}?_HLS_msn=12&Policy=eyJTdGF0ZW1lbnQi~`);
const PREFIX = 'https://cdn.example/films/';
/** As long as a signed token with a few claims. */
const TOKEN = 'x'.repeat(700);

/** Times the hot path of a media request. Runs in Node and in a page. */
export async function timeApply(): Promise<ApplyTimes> {
  const calls = {
    newUrl: (url: string) => new URL(url).pathname.length,
    header: applying(await authorizer([bearer(PREFIX)])),
    query: applying(await authorizer([query(PREFIX)])),
    addedQuery: applying(await authorizer([query(PREFIX)])),
    refused: applying(await authorizer([bearer('https://elsewhere.example/')])),
  };
  const best = {
    newUrl: Infinity,
    header: Infinity,
    query: Infinity,
    addedQuery: Infinity,
    refused: Infinity,
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    best.newUrl = Math.min(best.newUrl, timed(calls.newUrl));
    best.header = Math.min(best.header, timed(calls.header));
    best.query = Math.min(best.query, timed(calls.query));
    best.addedQuery = Math.min(best.addedQuery, timed(calls.addedQuery, QUERY_URLS));
    best.refused = Math.min(best.refused, timed(calls.refused));
  }
  return best;
}

function applying(authorizer: Authorizer): (url: string) => number {
  return (url) => authorizer.apply(url, 'segment').url.length;
}

function timed(call: (url: string) => number, urls: readonly string[] = URLS): number {
  let sum = 0;
  const start = performance.now();
  for (let repeat = 0; repeat < REPEATS; repeat += 1) for (const url of urls) sum += call(url);
  const elapsed = performance.now() - start;
  // A sum that nobody reads would let the engine leave the work out.
  if (sum === 0) throw new Error('nothing was done');
  return (elapsed * 1e6) / (urls.length * REPEATS);
}

async function authorizer(rules: readonly PassRule[]): Promise<Authorizer> {
  const client = createPassClient({
    // With a lifetime, since then clocks are read for each request.
    source: () => Promise.resolve({ version: 1, mode: 'renewable', lifetimeMs: 3_600_000, rules }),
  });
  const made = client.authorizer({ asset: 'launch-film' });
  await made.ready();
  return made;
}

function bearer(prefix: string): PassRule {
  const header = { kind: 'header', name: 'Authorization', value: `Bearer ${TOKEN}` } as const;
  return { match: { urls: [prefix] }, place: [header] };
}

function query(prefix: string): PassRule {
  return { match: { urls: [prefix] }, place: [{ kind: 'query', params: { token: TOKEN } }] };
}
