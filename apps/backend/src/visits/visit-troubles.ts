import type { SecureVideoQuota } from '@playgate/server/secure-video';
import { Hono } from 'hono';

/** What goes wrong with video visits, on purpose. */
interface Troubles {
  readonly quotaSpent: boolean;
  readonly wrongAddress: boolean;
}

const NO_TROUBLES: Troubles = { quotaSpent: false, wrongAddress: false };
const MOST_CALLS = 100_000;
/** Kept for documentation (RFC 5737): nobody calls from there. */
const OTHER_ADDRESS = '192.0.2.1';
const ANY_ADDRESS = '0.0.0.0';

/** Switches of the demo: has the stand-in of SecureVideo refuse this backend. */
export function visitTroubles(control: string, quota: SecureVideoQuota): Hono {
  let troubles = NO_TROUBLES;
  const routes = new Hono();
  routes.get('/', (context) => context.json(troubles));
  routes.put('/', async (context) => {
    const wanted: Partial<Record<keyof Troubles, unknown>> = await context.req.json();
    const next = {
      quotaSpent: wanted.quotaSpent === true,
      wrongAddress: wanted.wrongAddress === true,
    };
    await tell(control, 'setQuota', { perHour: next.quotaSpent ? 1 : MOST_CALLS });
    await tell(control, 'setAllowedAddresses', {
      addresses: [next.wrongAddress ? OTHER_ADDRESS : ANY_ADDRESS],
    });
    // As after a call to the vendor's support.
    if (troubles.quotaSpent && !next.quotaSpent) await quota.reopen();
    troubles = next;
    return context.json(troubles);
  });
  return routes;
}

async function tell(control: string, command: string, details: object): Promise<void> {
  const response = await fetch(`${control}/vendors/secureVideo/${command}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(details),
  });
  if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${command}.`);
}
