import { createPassHandler } from '@playgate/server';
import type { SecureVideoClient } from '@playgate/server/secure-video';
import { Hono } from 'hono';
import type { Account } from './accounts.ts';
import { captionTracks } from './caption-tracks.ts';
import { decide } from './decide.ts';
import { demoRoutes } from './demo-routes.ts';
import type { Outage } from './demo-routes.ts';
import { createAuditOrders } from './desk/audit-orders.ts';
import { deskRoutes } from './desk/desk-routes.ts';
import { createOperatorLog } from './desk/operator-log.ts';
import { createSeats } from './desk/seats.ts';
import { watchVendors } from './desk/watch-vendors.ts';
import type { VendorWatch } from './desk/watch-vendors.ts';
import { gateRoutes } from './gate-routes.ts';
import { neverKept } from './never-kept.ts';
import { ownPagesOnly } from './own-pages-only.ts';
import type { SandboxAccess } from './sandbox-access.ts';
import { createShowRelay, SHOW_RELAY } from './show-relay.ts';
import { openSessions } from './sign-in/open-sessions.ts';
import type { Applications } from './sign-in/register-applications.ts';
import { sessionRoutes } from './sign-in/session-routes.ts';
import { createSessionStories } from './sign-in/session-stories.ts';
import { signInRoutes } from './sign-in/sign-in-routes.ts';
import { viewersOf } from './sign-in/viewers.ts';
import { openBrightcoveAccount } from './vendors/brightcove-account.ts';
import { createVendors } from './vendors/create-vendors.ts';
import { guardIbmContents } from './vendors/ibm-contents.ts';
import { bookVisits } from './visits/book-visits.ts';
import { connectVisits } from './visits/connect-visits.ts';
import { visitForms, visitList } from './visits/visit-routes.ts';
import { visitTroubles } from './visits/visit-troubles.ts';

/** Options of `createBackend`. */
export interface BackendOptions {
  /** Where the vendors are, and the keys we have there. */
  readonly sandbox: SandboxAccess;
  /** How this site is registered at the authorization server. */
  readonly applications: Applications;
  /** The site's own origin, for example `http://localhost:4600`. */
  readonly origin: string;
  /** How long a pass lives, in seconds. Default 8, so that one can watch it being replaced. */
  readonly passSeconds?: number;
  /** How long what a gate gives lasts, in seconds. Default 300. */
  readonly gateSeconds?: number;
  /** How long a session lasts in which the viewer does nothing, in seconds. Default 3600. */
  readonly sessionSeconds?: number;
}

/** The backend, as a handler of fetch-standard requests. */
export interface Backend {
  /** Whether a path is the backend's; all others are the site's. */
  owns(path: string): boolean;
  fetch(request: Request): Response | Promise<Response>;
}

/** Makes the demo's backend: sign-in, one pass endpoint for all vendors, the pages of the gates, the operator's desk, video visits. */
export async function createBackend(options: BackendOptions): Promise<Backend> {
  const { sandbox, applications, origin } = options;
  const { passSeconds = 8, gateSeconds = 300, sessionSeconds = 3600 } = options;
  const { addresses } = sandbox;
  const log = createOperatorLog();
  const watch = watchVendors(log);
  const { onCall, audit, usage } = watch;
  const [brightcoveAccount, ibmContents, visitClient] = await Promise.all([
    openBrightcoveAccount(sandbox, watch),
    guardIbmContents(sandbox, origin, watch),
    openVisits(sandbox, origin, watch),
  ]);
  const { management, mintedTokens } = brightcoveAccount;
  const isCutOff = (viewer: string): Promise<boolean> => mintedTokens.isCutOff(viewer);
  const stories = createSessionStories();
  const sessions = openSessions({
    ...{ addresses, origin, sessionSeconds, stories, log, onCall },
    application: applications.backend,
  });
  const viewerOf = viewersOf(sessions);
  const seats = createSeats(origin.startsWith('https:'));
  const handlePass = createPassHandler({
    vendor: createVendors({ sandbox, origin, brightcoveAccount, ibmContents, onCall }),
    origins: [origin],
    decide: async (request, { asset }) =>
      decide({ asset, viewer: await viewerOf(request), isCutOff, passSeconds, gateSeconds }),
    audit,
  });
  const showRelay = createShowRelay({ sandbox, viewerOf, origin, onCall, audit });
  const visits = { client: visitClient, viewerOf, origin, audit };
  const outage: Outage = { down: false };

  const app = new Hono();
  app.use(neverKept());
  app.use('/api/*', ownPagesOnly(origin));
  app.all('/api/pass', async (context) =>
    outage.down ? context.text('Down, as you wished.', 503) : handlePass(context.req.raw),
  );
  app.all(`${SHOW_RELAY}/*`, (context) => showRelay(context.req.raw));
  app.get('/api/captions/:asset', (context) =>
    context.json(captionTracks(context.req.param('asset'), addresses)),
  );
  app.route('/auth', signInRoutes(sessions));
  app.route(
    '/api',
    sessionRoutes({
      ...{ addresses, sessions, stories, applications },
      tokenSeconds: passSeconds,
    }),
  );
  app.route('/api', visitList(visits));
  app.route('/api', demoRoutes(addresses, outage));
  app.route('/api/visit-troubles', visitTroubles(addresses.control, visitClient.quota));
  const audits = createAuditOrders(management.audit);
  app.route('/api/desk', deskRoutes({ seats, log, usage, mintedTokens, audits }));
  app.route('/', visitForms(visits));
  const isWelcome = async ({ id, hasTicket }: Account): Promise<boolean> =>
    hasTicket && !(await isCutOff(id));
  app.route('/', gateRoutes({ sandbox, origin, ibmContents, isWelcome, gateSeconds }));
  return {
    owns: (path) => /^\/(?:api|auth|hashlock|ibm|visits)\//.test(path),
    fetch: (request) => app.fetch(request),
  };
}

async function openVisits(
  sandbox: SandboxAccess,
  origin: string,
  watch: VendorWatch,
): Promise<SecureVideoClient> {
  const client = connectVisits(sandbox, origin, watch);
  await bookVisits(client);
  return client;
}
