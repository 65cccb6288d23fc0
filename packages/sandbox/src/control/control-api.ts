import type { Context } from 'hono';
import { Hono } from 'hono';
import type { ControlPagesParts } from './control-pages.ts';
import { controlPages } from './control-pages.ts';
import type { ControlVerbs } from './control-verbs.ts';
import { isLoopbackOrigin, loopbackOrigin } from '../http/cors.ts';
import type { JsonObject } from '../json-members.ts';
import { parseJsonObject } from '../json-members.ts';
import { UNGUARDED } from '../credentials/judgement.ts';
import { isListener } from '../listener-name.ts';
import type { ListenerPlan } from '../listener/listener.ts';
import {
  parseCanary,
  parseCredentialFilter,
  parseCredentialOrder,
  parseFault,
} from '../parse-command.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { SandboxKeys } from '../sandbox-keys.ts';

export interface ControlApiParts extends ControlPagesParts {
  readonly verbs: ControlVerbs;
  readonly keys: SandboxKeys;
}

/** The verbs over HTTP, for programs on this computer and for pages that this computer serves. */
export function controlPlan(parts: ControlApiParts): ListenerPlan {
  const app = controlApp(parts);
  return {
    name: 'control',
    cors: loopbackOrigin,
    kind: () => 'api',
    judge: () => UNGUARDED,
    serve: async (request) => app.fetch(request),
  };
}

function controlApp(parts: ControlApiParts): Hono {
  const { verbs, keys } = parts;
  const app = new Hono();
  app.onError((error, c) => {
    if (!(error instanceof SandboxError)) throw error;
    return c.json({ error: { code: error.code, message: error.message } }, 400);
  });
  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    const origin = c.req.header('origin');
    if (origin === undefined || isLoopbackOrigin(origin)) return next();
    return c.json(
      { error: { code: 'forbidden', message: 'Only pages of this computer may ask.' } },
      403,
    );
  });
  journalRoutes(app, verbs);
  faultRoutes(app, verbs);
  clockRoutes(app, verbs);
  credentialRoutes(app, verbs, keys);
  vendorRoutes(app, verbs);
  leakRoutes(app, verbs);
  app.route('/', controlPages(parts));
  return app;
}

/** The JSON object of a command; no body means an empty one. */
async function bodyOf(c: Context): Promise<JsonObject> {
  const body = parseJsonObject((await c.req.text()) || '{}');
  if (!body) throw new SandboxError('invalid_option', 'Send a JSON object.');
  return body;
}

const done = (c: Context): Response => c.body(null, 204);

function journalRoutes(app: Hono, verbs: ControlVerbs): void {
  app.get('/journal', async (c) => {
    const after = Number(c.req.query('after') ?? 0);
    if (!Number.isInteger(after))
      throw new SandboxError('invalid_option', 'after must be a whole number.');
    return c.json(await verbs.journal(after));
  });
  app.delete('/journal', async (c) => {
    await verbs.clearJournal();
    return done(c);
  });
  app.post('/reset', async (c) => {
    await verbs.reset();
    return done(c);
  });
}

function faultRoutes(app: Hono, verbs: ControlVerbs): void {
  app.post('/faults', async (c) => c.json(await verbs.addFault(parseFault(await bodyOf(c))), 201));
  app.get('/faults', async (c) => c.json({ faults: await verbs.faults() }));
  app.delete('/faults', async (c) => {
    await verbs.clearFaults();
    return done(c);
  });
  app.delete('/faults/:id', async (c) => {
    await verbs.removeFault(c.req.param('id'));
    return done(c);
  });
}

function clockRoutes(app: Hono, verbs: ControlVerbs): void {
  app.get('/clock', async (c) => c.json(await verbs.clock()));
  app.post('/clock', async (c) => {
    const { offsetMs } = await bodyOf(c);
    return c.json(await verbs.setClock(Number(offsetMs)));
  });
}

function credentialRoutes(app: Hono, verbs: ControlVerbs, keys: SandboxKeys): void {
  app.post('/credentials', async (c) =>
    c.json(await verbs.mintCredential(parseCredentialOrder(await bodyOf(c))), 201),
  );
  app.post('/credentials/expire', async (c) => {
    await verbs.expireCredentials(parseCredentialFilter(await bodyOf(c)));
    return done(c);
  });
  app.post('/credentials/revoke', async (c) => {
    await verbs.revokeCredentials(parseCredentialFilter(await bodyOf(c)));
    return done(c);
  });
  app.post('/presigned', async (c) => {
    const { lifetimeMs } = await bodyOf(c);
    await verbs.setPresignedLifetime(Number(lifetimeMs));
    return done(c);
  });
  app.post('/keys/rotate', async (c) => {
    const { graceMs } = await bodyOf(c);
    return c.json(await verbs.rotateSecretKey(Number(graceMs)), 201);
  });
  app.get('/keys', (c) =>
    isBrowser(c)
      ? c.json(
          { error: { code: 'forbidden', message: 'Keys are for servers, not for pages.' } },
          403,
        )
      : c.json(keys),
  );
}

const isBrowser = (c: Context): boolean =>
  c.req.header('origin') !== undefined || c.req.header('sec-fetch-site') !== undefined;

function vendorRoutes(app: Hono, verbs: ControlVerbs): void {
  app.post('/vendors/:vendor/:command', async (c) => {
    const { vendor, command } = c.req.param();
    if (!isListener(vendor))
      throw new SandboxError('invalid_option', 'The first part of the path must name a vendor.');
    return c.json((await verbs.tell(vendor, command, await bodyOf(c))) ?? {});
  });
}

function leakRoutes(app: Hono, verbs: ControlVerbs): void {
  app.post('/canaries', async (c) => {
    const { name, value } = parseCanary(await bodyOf(c));
    await verbs.addCanary(name, value);
    return done(c);
  });
  app.delete('/canaries', async (c) => {
    await verbs.clearCanaries();
    return done(c);
  });
  app.get('/leaks', async (c) => c.json({ leaks: await verbs.leaks() }));
}
