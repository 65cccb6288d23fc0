import { CALLED_VENDORS } from '../stage/server-stage.ts';
import type { ServerRow } from './server-row.ts';

const AT_ONCE = [0, 4999] as const;

/** What a vendor's API does to the backend, and what the page hears. */
const TROUBLES: readonly ServerRow[] = [
  {
    ...{ id: 'S1', title: 'answers 401', calls: [1, 2] },
    fault: () => ({ action: 'status', status: 401, body: 'Bearer sandbox' }),
    is: { status: 502, code: 'vendor_credentials', tookMs: AT_ONCE },
  },
  {
    ...{ id: 'S2', title: 'answers 429 with a Retry-After of eleven days', calls: [1, 1] },
    fault: () => ({ action: 'status', status: 429, retryAfter: 1_000_000 }),
    is: { status: 503, code: 'vendor_unavailable', retryAfter: '300', tookMs: AT_ONCE },
  },
  {
    ...{ id: 'S3', title: 'says nothing', calls: [1, 3], fault: () => ({ action: 'hang' }) },
    is: { status: 504, code: 'vendor_timeout', tookMs: 5000 },
  },
  {
    ...{ id: 'S4', title: 'redirects to another origin', calls: [1, 1] },
    fault: ({ sandbox }) => ({ action: 'redirect', to: `${sandbox.addresses.foreign}/token` }),
    is: { status: 502, code: 'vendor_unavailable', tookMs: AT_ONCE },
  },
  {
    ...{ id: 'S5 HTML', title: 'answers with a page', calls: [1, 1] },
    fault: () => ({ action: 'html' }),
    is: { status: 502, code: 'vendor_unavailable', tookMs: AT_ONCE },
  },
  {
    ...{ id: 'S5 JSON', title: 'answers JSON that breaks off', calls: [1, 1] },
    fault: () => ({ action: 'status', status: 200, body: '{"token":"' }),
    is: { status: 502, code: 'vendor_unavailable', tookMs: AT_ONCE },
  },
  {
    ...{ id: 'S5 cut', title: 'cuts its answer short', calls: [1, 3] },
    fault: () => ({ action: 'truncate' }),
    is: { status: 502, code: 'vendor_unavailable', tookMs: AT_ONCE },
  },
];

/** Every trouble, with each vendor whose passes cost a call. */
export const VENDOR_ROWS: readonly ServerRow[] = CALLED_VENDORS.flatMap((vendor) =>
  TROUBLES.map((row) => ({
    ...row,
    ...{ id: `${row.id} ${vendor}`, title: `${vendor} ${row.title}`, vendor },
  })),
);
