import { createVendorApi } from '../../src/api/create-vendor-api.ts';
import type { VendorApi, VendorApiSettings, VendorCallEvent } from '../../src/api/vendor-api.ts';
import { isServerError } from '../../src/server-error.ts';
import { ManualClock } from './manual-clock.ts';

/** What a scripted vendor does with one request. */
export type Reaction = (url: string, init: RequestInit) => Response | Promise<Response>;

/** An API whose vendor answers as listed, one after the other; the last answer stays. */
export interface ScriptedApi {
  readonly api: VendorApi;
  readonly clock: ManualClock;
  readonly events: VendorCallEvent[];
  readonly requests: { readonly url: string; readonly init: RequestInit }[];
}

export function scriptedApi(
  reactions: readonly Reaction[],
  settings: Partial<VendorApiSettings> = {},
): ScriptedApi {
  const clock = new ManualClock();
  const events: VendorCallEvent[] = [];
  const requests: ScriptedApi['requests'] = [];
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const { url } = new Request(input);
    requests.push({ url, init });
    const reaction = reactions[Math.min(requests.length, reactions.length) - 1];
    if (reaction === undefined) throw new TypeError('no reaction');
    return reaction(url, init);
  };
  const api = createVendorApi({
    vendor: 'vendor',
    name: 'Vendor',
    baseUrl: 'https://api.example/v1',
    fetch,
    clock,
    random: () => 0.5,
    newId: () => 'id-1',
    onCall: (event) => events.push(event),
    ...settings,
  });
  return { api, clock, events, requests };
}

/** Answers with JSON. */
export function json(body: unknown, init: ResponseInit = {}): Reaction {
  return () => Response.json(body, init);
}

/** Answers with a status and nothing else. */
export function status(code: number, headers: Record<string, string> = {}): Reaction {
  return () => new Response(null, { status: code, headers });
}

/** Fails as the runtime's fetch does. */
export function refused(code = 'ECONNREFUSED'): Reaction {
  return () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) });
  };
}

/** Never answers, and heeds no signal. */
export const deaf: Reaction = () => new Promise(() => {});

/** The code of the error that a function throws. */
export function codeThrown(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return isServerError(error) ? error.code : error;
  }
  return undefined;
}

/** Answers with headers and a body that never comes, and heeds no signal. */
export const silentBody: Reaction = () =>
  new Response(new ReadableStream(), { headers: { 'content-type': 'application/json' } });
