import { deny, systemClock } from '@playgate/server';
import type { Audit, AuditEvent } from '@playgate/server';
import { createSecureVideoLoginHandler, leadTo, loginAs } from '@playgate/server/secure-video';
import type {
  SecureVideoClient,
  SecureVideoParticipant,
  SecureVideoSession,
} from '@playgate/server/secure-video';
import { Hono } from 'hono';
import type { Account } from '../accounts.ts';
import { isOwnForm } from '../is-own-form.ts';
import type { ViewerOf } from '../sign-in/viewers.ts';

/** What video visits need to know. */
export interface VisitParts {
  readonly client: SecureVideoClient;
  readonly viewerOf: ViewerOf;
  readonly origin: string;
  readonly audit: Audit;
}

/** A viewer's own visits. Codes and addresses stay here. */
export function visitList({ client, viewerOf, audit }: VisitParts): Hono {
  const routes = new Hono();
  routes.get('/visits', async (context) => {
    const viewer = (await viewerOf(context.req.raw))?.account;
    if (viewer === undefined) return context.json({ title: 'Nobody is signed in.' }, 401);
    const correlationId = crypto.randomUUID();
    try {
      const { signal } = context.req.raw;
      const filter = { participantEmail: viewer.email };
      const visits = await client.sessions.list(filter, { signal, correlationId });
      return context.json({ visits: visits.map((visit) => describe(visit, viewer)) });
    } catch (error) {
      await audit(failed({ error, correlationId, viewer: viewer.id }));
      return context.json({ title: UNAVAILABLE, correlationId }, 502);
    }
  });
  return routes;
}

const UNAVAILABLE = 'Video visits are not available right now. Try again later.';

/** What operators hear under the reference that the viewer is told. */
const failed = (
  notes: Required<Pick<AuditEvent, 'error' | 'correlationId' | 'viewer'>>,
): AuditEvent => ({
  ...{ at: systemClock.now(), vendor: 'visits', ...notes },
  ...{ outcome: 'failed', status: 502, code: 'vendor_unavailable' },
});

const describe = ({ id, scheduledAt, participants }: SecureVideoSession, viewer: Account) => ({
  ...{ id, atMs: scheduledAt },
  people: participants.map((one) => ({
    ...{ name: one.fullName, isYou: isFor(one, viewer), isHere: one.connectedAt !== undefined },
  })),
});

const isFor = ({ emailAddress }: SecureVideoParticipant, { email }: Account): boolean =>
  emailAddress === email;

/** Forms that lead to the vendor's own pages: into one visit, or signed in. */
export function visitForms({ client, viewerOf, origin, audit }: VisitParts): Hono {
  const signIn = createSecureVideoLoginHandler({
    client,
    origins: [origin],
    audit,
    async decide(request) {
      const viewer = (await viewerOf(request))?.account;
      if (viewer === undefined) return deny('unauthenticated');
      return loginAs({ externalId: viewer.id }, { viewer: viewer.id });
    },
  });
  const routes = new Hono();
  routes.post('/visits/sign-in', (context) => signIn(context.req.raw));
  routes.post('/visits/join', async (context) => {
    const viewer = (await viewerOf(context.req.raw))?.account;
    if (viewer === undefined || !isOwnForm(context.req.raw))
      return context.text('Join from the list of your visits.\n', 403);
    const { visit } = await context.req.parseBody();
    const correlationId = crypto.randomUUID();
    try {
      const { signal } = context.req.raw;
      const filter = { participantEmail: viewer.email };
      const visits = await client.sessions.list(filter, { signal, correlationId });
      const me = visits
        .find(({ id }) => id === visit)
        ?.participants.find((one) => isFor(one, viewer));
      if (me === undefined) return context.text('There is no such visit of yours.\n', 404);
      return leadTo(client.joinLink(me, { launch: true }));
    } catch (error) {
      await audit(failed({ error, correlationId, viewer: viewer.id }));
      return context.text(`${UNAVAILABLE}\nReference: ${correlationId}\n`, 502);
    }
  });
  return routes;
}
