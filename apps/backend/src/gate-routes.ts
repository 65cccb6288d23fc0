import { createHashlockEntryHandler, createHashlockPassPage } from '@playgate/server/hashlock';
import { ibmHashlockEntry } from '@playgate/server/ibm';
import { Hono } from 'hono';
import { createEntryHandler } from './entry-handler.ts';
import type { SandboxAccess } from './sandbox-access.ts';

/** What the gates need to know. */
export interface GateOptions {
  readonly sandbox: SandboxAccess;
  readonly origin: string;
  /** The secret that the vendor and we hold for the lock of its channel. */
  readonly ibmLockSecret: string;
  /** How long what a gate gives lasts, in seconds. */
  readonly gateSeconds: number;
}

/** The pages that are opened in frames: our own gate's sign-in and return pages, and the sign-in page behind the vendor's lock. */
export function gateRoutes({ sandbox, origin, ibmLockSecret, gateSeconds }: GateOptions): Hono {
  const vendor = sandbox.addresses.ibm;
  const ownEntry = createEntryHandler({ title: 'Members’ entrance', returnsTo: origin }, (decide) =>
    createHashlockEntryHandler({
      decide,
      secret: sandbox.keys.origin.hashSecret,
      defaultReturn: `${origin}/hashlock/pass`,
      framedBy: [origin],
      maxLifetimeSeconds: gateSeconds,
    }),
  );
  const ibmEntry = createEntryHandler({ title: 'Viewers’ entrance', returnsTo: vendor }, (decide) =>
    ibmHashlockEntry({
      decide,
      secret: ibmLockSecret,
      vendorOrigin: vendor,
      embeddedIn: [origin],
      maxLifetimeSeconds: gateSeconds,
    }),
  );
  const passPage = createHashlockPassPage({ origins: [origin] });
  const routes = new Hono();
  routes.on(['GET', 'POST'], '/hashlock/entry', (context) => ownEntry(context.req.raw));
  routes.get('/hashlock/pass', (context) => passPage(context.req.raw));
  routes.on(['GET', 'POST'], '/ibm/entry', (context) => ibmEntry(context.req.raw));
  return routes;
}
