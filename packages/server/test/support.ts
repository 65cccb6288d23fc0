import { epochMs } from '@playgate/protocol';
import type { PassRequestBody } from '@playgate/protocol';
import { createPassHandler, grant } from '../src/index.ts';
import type { AuditEvent, Vendor } from '../src/index.ts';
import type { PassHandlerOptions } from '../src/index.ts';

export const NOW = epochMs(1_700_000_000_000);
export const APP = 'https://app.example';
export const PARTNER = 'https://partner.example';
export const STRONG_SECRET = '9f2c41d07be84a6c';

/** A vendor that makes the same pass for everything. */
export const plainVendor: Vendor = {
  id: 'plain',
  mint: ({ asset }) =>
    Promise.resolve({
      kind: 'pass',
      rules: [
        {
          match: { urls: ['https://cdn.example/films/'] },
          place: [{ kind: 'header', name: 'Authorization', value: 'Bearer canary' }],
        },
      ],
      source: { src: `https://cdn.example/films/${asset}.m3u8` },
    }),
};

/** Ids that count up. */
export function countingIds(): () => string {
  let n = 0;
  return () => `id-${(n += 1)}`;
}

/** A handler with everything set, and its audit. */
export function passHandler(options: Partial<PassHandlerOptions> = {}): {
  readonly handle: (request: Request) => Promise<Response>;
  readonly events: AuditEvent[];
} {
  const events: AuditEvent[] = [];
  const handle = createPassHandler({
    vendor: plainVendor,
    decide: (_request, { asset }) => grant({ asset, viewer: 'viewer-1' }),
    origins: [APP, PARTNER],
    clock: { now: () => NOW },
    newId: countingIds(),
    audit: (event) => events.push(event),
    ...options,
  });
  return { handle, events };
}

/** What a browser sends along with a same-origin ask. */
export const BROWSER_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'application/json',
  'x-playgate': '1',
  'sec-fetch-site': 'same-origin',
  origin: APP,
  cookie: 'session=1',
};

/** A pass request. A header given as `undefined` is left out. */
export function ask(
  body: unknown = { version: 1, asset: 'film' } satisfies PassRequestBody,
  headers: Readonly<Record<string, string | undefined>> = {},
  init: RequestInit = {},
): Request {
  const sent = Object.entries({ ...BROWSER_HEADERS, ...headers }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return new Request(`${APP}/api/pass`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
    headers: sent.map(([name, value]): [string, string] => [name, value]),
  });
}

/** The code of a problem. */
export async function codeOf(response: Response): Promise<unknown> {
  const body: unknown = await response.json();
  return typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
}
