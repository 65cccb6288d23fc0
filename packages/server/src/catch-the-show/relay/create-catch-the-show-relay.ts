import { admitCaller } from '../../call/admit-caller.ts';
import type { Admission } from '../../call/admit-caller.ts';
import { answerHeaders, answerOf, preflightAnswer } from '../../answer/answer.ts';
import type { Answer } from '../../answer/answer.ts';
import { assertPageCall } from '../../call/assert-page-call.ts';
import type { AuditEvent } from '../../audit-event.ts';
import type { Deny } from '../../mint/decision.ts';
import { ServerError } from '../../server-error.ts';
import { VENDOR_ID } from '../connect.ts';
import { pickFields } from './field-tree.ts';
import { readAskedCall } from './read-asked-call.ts';
import { readRelayOptions } from './read-relay-options.ts';
import type { RelaySettings } from './read-relay-options.ts';
import type { AskedCall, CatchTheShowRelayOptions, Permit } from './relay-options.ts';
import { matchRoutes, WITH_BODY } from './routes.ts';
import type { RouteMatch } from './routes.ts';

/** One request on its way. */
interface Call {
  readonly request: Request;
  readonly admission: Admission;
  readonly correlationId: string;
  /** What is known so far, for the audit. */
  readonly trail: { -readonly [Name in 'asked' | 'asset' | 'viewer']?: AuditEvent[Name] };
  /** The methods that the asked path has. */
  readonly methods: Set<string>;
}

/**
 * Makes the handler that passes listed calls of an application's own pages on to Catch The Show with the secret key, and hands back
 * listed members of the answers: the document's "Backend for Frontend". Fetch-standard, as `createPassHandler`; mount it for all methods
 * of the calls and for OPTIONS.
 *
 * The host is that of `apiUrl`, whatever is asked. Nothing else of a request passes than the path's ids and the listed members; no header
 * passes in either direction. Answers are 200 with JSON, 204 where nothing is to be handed back, or a problem (RFC 9457) that says nothing
 * of the vendor's error but carries a correlation id. Other paths are answered 404, other methods 405.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see Catch The Show, "Security best practices".
 */
export function createCatchTheShowRelay(
  options: CatchTheShowRelayOptions,
): (request: Request) => Promise<Response> {
  const settings = readRelayOptions(options);
  const methods = [...new Set(settings.routes.map(({ method }) => method))].join(', ');
  return async (request) => {
    const admission = admitCaller(request.headers, settings.origins);
    if (request.method === 'OPTIONS' && admission.crossOrigin !== undefined)
      return preflightAnswer(admission, methods);
    const correlationId = settings.newId();
    const call: Call = { request, admission, correlationId, trail: {}, methods: new Set() };
    const { response } = await audited(await attempt(call, settings), call, settings);
    if (response.status === 405) response.headers.set('Allow', [...call.methods].join(', '));
    return response;
  };
}

async function attempt(call: Call, settings: RelaySettings): Promise<Answer> {
  const { admission, correlationId } = call;
  try {
    return await decideAndPass(call, settings);
  } catch (error) {
    return answerOf({ kind: 'failed', error, isPassedOn: true }, admission, correlationId);
  }
}

async function decideAndPass(call: Call, settings: RelaySettings): Promise<Answer> {
  const { request, admission, correlationId, trail } = call;
  assertPageCall(request.headers, admission);
  const match = findRoute(call, settings);
  if (match === undefined)
    return answerOf({ kind: 'deny', reason: 'not_found' }, admission, correlationId);
  trail.asked = match.route.name;
  trail.asset = match.route.pattern;
  const asked = await readAskedCall(request, match, settings.maxBodyBytes);
  const { signal } = request;
  const decision = check(await settings.decide(request, asked, { signal, correlationId }), match);
  if (decision.viewer !== undefined) trail.viewer = decision.viewer;
  if (decision.kind === 'deny') return answerOf(decision, admission, correlationId);
  return handBack(await passOn(call, { match, asked, decision }, settings), admission);
}

function findRoute(
  { request, methods }: Call,
  { routes, mountedAt }: RelaySettings,
): RouteMatch | undefined {
  const pathname = URL.canParse(request.url) ? new URL(request.url).pathname : '';
  if (!pathname.startsWith(`${mountedAt}/`)) return undefined;
  const matches = matchRoutes(routes, pathname.slice(mountedAt.length));
  for (const { route } of matches) methods.add(route.method);
  const match = matches.find(({ route }) => route.method === request.method);
  if (match === undefined && matches.length > 0)
    throw new ServerError('method_not_allowed', 'This call has another method. Allow names it.');
  return match;
}

/** JavaScript callers may return anything; what is no decision is never a yes. */
function check(decision: Permit | Deny | undefined, { route }: RouteMatch): Permit | Deny {
  if (decision?.kind !== 'permit' && decision?.kind !== 'deny')
    throw new ServerError('invalid_decision', 'decide must return permit(…) or deny(…).');
  if (
    decision.kind === 'permit' &&
    decision.body !== undefined &&
    !WITH_BODY.includes(route.method)
  )
    throw new ServerError(
      'invalid_decision',
      `permit(…) has a body, and ${route.method} has none.`,
    );
  return decision;
}

/** A call that was let through. */
interface Passing {
  readonly match: RouteMatch;
  readonly asked: AskedCall;
  readonly decision: Permit;
}

async function passOn(
  { request, correlationId }: Call,
  { match: { route, path }, asked, decision: { viewer, body } }: Passing,
  { connection, maxAnswerBytes, withinMs }: RelaySettings,
): Promise<unknown> {
  const { fields } = await connection.ask(
    {
      ...{ method: route.method, path, query: asked.query, signal: request.signal },
      ...{ correlationId, withinMs, maxAnswerBytes, resource: route.pattern },
      ...((route.body.length > 0 || body !== undefined) && { json: { ...asked.body, ...body } }),
      ...(viewer !== undefined && { viewer }),
    },
    { what: 'JSON', read: (answer) => ({ fields: pickFields(answer, route.answer) }) },
  );
  return fields;
}

function handBack(fields: unknown, admission: Admission): Answer {
  const headers = answerHeaders(admission);
  const response =
    typeof fields === 'object' && fields !== null
      ? Response.json(fields, { headers })
      : new Response(null, { status: 204, headers });
  return { response, notes: { outcome: 'granted', status: response.status } };
}

/** Tells the audit before anything is sent. What cannot be audited is not given. */
async function audited(
  answer: Answer,
  { admission, correlationId, trail }: Call,
  { audit, clock }: RelaySettings,
): Promise<Answer> {
  try {
    await audit({ at: clock.now(), vendor: VENDOR_ID, correlationId, ...trail, ...answer.notes });
    return answer;
  } catch (error) {
    return answerOf({ kind: 'failed', error }, admission, correlationId);
  }
}
