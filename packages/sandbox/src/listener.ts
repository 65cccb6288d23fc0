import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { isAllowedHost } from './allowed-host.ts';
import type { Delivery, Wait } from './apply-fault.ts';
import { applyFault } from './apply-fault.ts';
import type { CorsPolicy } from './cors.ts';
import { preflight, withCors } from './cors.ts';
import type { Faults } from './faults.ts';
import type { Journal } from './journal.ts';
import type { Judgement } from './judgement.ts';
import { UNGUARDED } from './judgement.ts';
import type { ListenerName } from './listener-name.ts';
import type { RequestKind } from './request-kind.ts';
import type { SandboxClock } from './sandbox-clock.ts';

/** What one door of the sandbox does with a request. */
export interface ListenerPlan {
  readonly name: ListenerName;
  readonly cors: CorsPolicy;
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
  const judgement = request.method === 'OPTIONS' ? UNGUARDED : await plan.judge(request, url);
  const fault = records?.faults.take(target);
  const serve = async (): Promise<Response> =>
    request.method === 'OPTIONS'
      ? preflight(request, plan.cors)
      : withCors(await plan.serve(request, judgement, connection), request, plan.cors);
  const delivery: Delivery = fault
    ? await applyFault(fault.do, request, { cors: plan.cors, wait, serve })
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
  return deliver(delivery, connection);
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

async function deliver(delivery: Delivery, connection: HttpBindings): Promise<Response> {
  switch (delivery.how) {
    case 'whole':
      return delivery.response;
    case 'truncated':
      await sendHalf(delivery.response, connection);
      return RESPONSE_ALREADY_SENT;
    case 'reset':
      connection.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    case 'hang':
      return new Promise(() => undefined);
  }
}

async function sendHalf(response: Response, { outgoing, incoming }: HttpBindings): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) outgoing.setHeader(name, value);
  outgoing.setHeader('content-length', body.length);
  outgoing.write(body.subarray(0, body.length >> 1), () => incoming.socket.destroy());
}
