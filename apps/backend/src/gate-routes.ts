import { deny, grant } from '@playgate/server';
import {
  createHashlockEntryHandler,
  createHashlockPassPage,
  signedIn,
} from '@playgate/server/hashlock';
import type { DecideEntry } from '@playgate/server/hashlock';
import { ibmHashlockEntry, ibmViewerAuthEntry } from '@playgate/server/ibm';
import type { DecideViewerAuth } from '@playgate/server/ibm';
import { Hono } from 'hono';
import type { Account } from './accounts.ts';
import { createEntryHandler } from './entry-handler.ts';
import type { WhoIs } from './entry-handler.ts';
import type { SandboxAccess } from './sandbox-access.ts';
import { IBM_VIDEO } from './vendors/ibm-contents.ts';
import type { IbmContents } from './vendors/ibm-contents.ts';

type IsWelcome = (account: Account) => Promise<boolean>;

/** What the gates need to know. */
export interface GateOptions {
  readonly sandbox: SandboxAccess;
  readonly origin: string;
  readonly ibmContents: IbmContents;
  /** Whether somebody may come in. */
  readonly isWelcome: IsWelcome;
  /** How long what a gate gives lasts, in seconds. */
  readonly gateSeconds: number;
}

/** The pages that are opened in frames: our own gate's sign-in and return pages, and the sign-in pages behind the vendor's locks. */
export function gateRoutes(options: GateOptions): Hono {
  const { sandbox, origin, ibmContents, isWelcome, gateSeconds } = options;
  const vendor = sandbox.addresses.ibm;
  const ownEntry = createEntryHandler({ title: 'Members’ entrance', returnsTo: origin }, (whoIs) =>
    createHashlockEntryHandler({
      decide: letIn(whoIs, isWelcome),
      secret: sandbox.keys.origin.hashSecret,
      defaultReturn: `${origin}/hashlock/pass`,
      framedBy: [origin],
      maxLifetimeSeconds: gateSeconds,
    }),
  );
  const ibmEntry = createEntryHandler({ title: 'Viewers’ entrance', returnsTo: vendor }, (whoIs) =>
    ibmHashlockEntry({
      decide: letIn(whoIs, isWelcome),
      secret: ibmContents.lockSecret,
      vendorOrigin: vendor,
      embeddedIn: [origin],
      maxLifetimeSeconds: gateSeconds,
    }),
  );
  const ibmViewer = createEntryHandler({ title: 'Viewers’ entrance', returnsTo: vendor }, (whoIs) =>
    ibmViewerAuthEntry({
      decide: letWatch(whoIs, isWelcome),
      tokens: ibmContents.tokens,
      vendorOrigin: vendor,
      embeddedIn: [origin],
    }),
  );
  const passPage = createHashlockPassPage({ origins: [origin] });
  const routes = new Hono();
  routes.on(['GET', 'POST'], '/hashlock/entry', (context) => ownEntry(context.req.raw));
  routes.get('/hashlock/pass', (context) => passPage(context.req.raw));
  routes.on(['GET', 'POST'], '/ibm/entry', (context) => ibmEntry(context.req.raw));
  routes.on(['GET', 'POST'], '/ibm/viewer', (context) => ibmViewer(context.req.raw));
  return routes;
}

function letIn(whoIs: WhoIs, isWelcome: IsWelcome): DecideEntry {
  return async (request) => {
    const who = await whoIs(request);
    if (who instanceof Response) return who;
    return (await isWelcome(who))
      ? signedIn({ user: who.id })
      : deny('interaction_denied', { viewer: who.id });
  };
}

function letWatch(whoIs: WhoIs, isWelcome: IsWelcome): DecideViewerAuth {
  return async (request, { asset }) => {
    if (asset !== IBM_VIDEO) return deny('not_found');
    const who = await whoIs(request);
    if (who instanceof Response) return who;
    return (await isWelcome(who))
      ? grant({ asset, viewer: who.id })
      : deny('interaction_denied', { viewer: who.id });
  };
}
