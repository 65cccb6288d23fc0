import { Hono } from 'hono';
import type { SandboxAddresses } from './sandbox-access.ts';
import { sandboxRelay } from './sandbox-relay.ts';

/** Whether the pass endpoint plays dead. */
export interface Outage {
  down: boolean;
}

/** What only a demo has: a switch that makes the pass endpoint fail, and the sandbox's journal and faults. */
export function demoRoutes(addresses: SandboxAddresses, outage: Outage): Hono {
  const routes = new Hono();
  routes.get('/outage', (context) => context.json({ down: outage.down }));
  routes.post('/outage', async (context) => {
    const body: { readonly down?: unknown } = await context.req.json();
    outage.down = body.down === true;
    return context.json({ down: outage.down });
  });
  routes.get('/addresses', (context) => context.json({ foreign: addresses.foreign }));
  routes.route('/sandbox', sandboxRelay(addresses.control));
  return routes;
}
