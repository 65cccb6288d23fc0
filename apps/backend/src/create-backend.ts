import { createPassHandler } from '@playgate/server';
import { Hono } from 'hono';
import { captionTracks } from './caption-tracks.ts';
import { decide } from './decide.ts';
import { demoRoutes } from './demo-routes.ts';
import type { Outage } from './demo-routes.ts';
import { gateRoutes } from './gate-routes.ts';
import { lockChannel } from './lock-channel.ts';
import { ownPagesOnly } from './own-pages-only.ts';
import type { SandboxAccess } from './sandbox-access.ts';
import { createSessions } from './sessions.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { createVendors } from './vendors.ts';

/** Options of `createBackend`. */
export interface BackendOptions {
  /** Where the vendors are, and the keys we have there. */
  readonly sandbox: SandboxAccess;
  /** The site's own origin, for example `http://localhost:4600`. */
  readonly origin: string;
  /** How long a pass lives, in seconds. Default 8, so that one can watch it being replaced. */
  readonly passSeconds?: number;
  /** How long what a gate gives lasts, in seconds. Default 300. */
  readonly gateSeconds?: number;
}

/** The backend, as a handler of fetch-standard requests. */
export interface Backend {
  fetch(request: Request): Response | Promise<Response>;
}

/** Makes the demo's backend: sign-in, one pass endpoint for three vendors, the pages of the gates, and the demo's own switches. */
export async function createBackend(options: BackendOptions): Promise<Backend> {
  const { sandbox, origin, passSeconds = 8, gateSeconds = 300 } = options;
  const ibmLockSecret = crypto.randomUUID();
  await lockChannel(sandbox, { url: `${origin}/ibm/entry`, secret: ibmLockSecret });

  const sessions = createSessions({ secure: origin.startsWith('https:') });
  const handlePass = createPassHandler({
    vendor: createVendors(sandbox, origin),
    origins: [origin],
    decide: (request, { asset }) =>
      decide({ asset, viewer: sessions.viewerOf(request), passSeconds, gateSeconds }),
  });
  const outage: Outage = { down: false };

  const app = new Hono();
  app.use('/api/*', ownPagesOnly(origin));
  app.all('/api/pass', async (context) =>
    outage.down ? context.text('Down, as you wished.', 503) : handlePass(context.req.raw),
  );
  app.get('/api/captions/:asset', (context) =>
    context.json(captionTracks(context.req.param('asset'), sandbox.addresses)),
  );
  app.route('/api', signInRoutes(sessions));
  app.route('/api', demoRoutes(sandbox.addresses, outage));
  app.route('/', gateRoutes({ sandbox, origin, ibmLockSecret, gateSeconds }));
  return { fetch: (request) => app.fetch(request) };
}
