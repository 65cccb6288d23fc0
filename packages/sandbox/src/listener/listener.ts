import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { isAllowedHost } from '../http/allowed-host.ts';
import type { Delivery, Wait } from '../faults/apply-fault.ts';
import { applyFault } from '../faults/apply-fault.ts';
import type { CorsPolicy } from '../http/cors.ts';
import { noCors, preflight, withCors } from '../http/cors.ts';
import type { Faults } from '../faults/faults.ts';
import type { Journal } from './journal.ts';
import type { Judgement } from '../credentials/judgement.ts';
import { UNGUARDED } from '../credentials/judgement.ts';
import type { DoorName } from '../listener-name.ts';
import type { RequestKind } from '../http/request-kind.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import { sendBadly } from '../faults/send-badly.ts';

/** What one door of the sandbox does with a request. */
export interface ListenerPlan {
  readonly name: DoorName;
  /** Absent: what stands behind says itself what other origins may read, in answer to preflights, too. */
  readonly cors?: CorsPolicy;
  readonly kind: (path: string) => RequestKind;
  /** What the journal keeps of a path, where a path can hold a credential. Default is all of it. */
  readonly shownPath?: (path: string) => string;
  /** Looks at the credential before anything happens, so the journal knows it even when a fault answers. */
  readonly judge: (request: Request, url: URL) => Judgement | Promise<Judgement>;
  /** @param connection For a plan behind which a Node handler stands: see `answerOf`. */
  readonly serve: (
    request: Request,
    judgement: Judgement,
    connection: HttpBindings,
  ) => Promise<Response>;
  /** Sees the bytes of every connection as they came. */
  readonly tap?: () => (bytes: Buffer) => void;
}

/** What all doors share. */
export interface ListenerContext {
  readonly clock: SandboxClock;
  readonly wait: Wait;
  /** Left out where requests are not recorded and cannot fail on purpose. */
  readonly records?: { readonly journal: Journal; readonly faults: Faults };
}

/** A server that listens nowhere yet: check host, judge, fail on purpose or serve, record, send. */
export function createListener(plan: ListenerPlan, context: ListenerContext): Server {
  const handle = (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> =>
    getRequestListener((request) => answer(plan, context, request, { incoming, outgoing }), {
      overrideGlobalObjects: false,
    })(incoming, outgoing);
  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing));
  const { tap } = plan;
  if (tap) server.on('connection', (socket) => socket.on('data', tap()));
  return server;
}

async function answer(
  plan: ListenerPlan,
  { clock, wait, records }: ListenerContext,
  request: Request,
  connection: HttpBindings,
): Promise<Response> {
  const { headers, socket } = connection.incoming;
  if (!isAllowedHost(headers.host, socket.localPort ?? 0)) return foreignHost();
  const atMs = Math.round(clock.real());
  const url = new URL(request.url);
  const target = {
    listener: plan.name,
    method: request.method,
    path: plan.shownPath?.(url.pathname) ?? url.pathname,
    kind: plan.kind(url.pathname),
  };
  const { cors = noCors } = plan;
  const isPreflight = request.method === 'OPTIONS' && plan.cors !== undefined;
  const judgement = isPreflight ? UNGUARDED : await plan.judge(request, url);
  const fault = records?.faults.take(target);
  const serve = async (): Promise<Response> =>
    isPreflight
      ? preflight(request, cors)
      : withCors(await plan.serve(request, judgement, connection), request, cors);
  const delivery: Delivery = fault
    ? await applyFault(fault.do, request, { cors, wait, serve })
    : { how: 'whole', response: await serve() };
  records?.journal.add({
    atMs,
    ...target,
    status: 'response' in delivery ? delivery.response.status : 0,
    ...recorded(judgement),
    ...(fault && { fault: fault.id }),
    ...(headers.range !== undefined && { range: true }),
    ...(headers.origin !== undefined && { origin: headers.origin }),
  });
  return deliver(delivery, connection, wait);
}

const recorded = ({ credential, generation, verdict }: Judgement): Judgement => ({
  credential,
  ...(generation !== undefined && { generation }),
  ...(verdict !== undefined && { verdict }),
});

const foreignHost = (): Response =>
  new Response('This sandbox answers only to names of this computer, such as 127.0.0.1.\n', {
    status: 403,
  });

async function deliver(
  delivery: Delivery,
  { incoming, outgoing }: HttpBindings,
  wait: Wait,
): Promise<Response> {
  switch (delivery.how) {
    case 'whole':
      return delivery.response;
    case 'badly':
      await sendBadly(delivery.response, outgoing, delivery.transport, wait);
      return RESPONSE_ALREADY_SENT;
    case 'reset':
      incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    case 'hang':
      return new Promise(() => undefined);
  }
}
