import { parsePassRequest, ProtocolError } from '@playgate/protocol';
import type { PassRequestBody } from '@playgate/protocol';
import { admitCaller } from './admit-caller.ts';
import type { Admission } from './admit-caller.ts';
import { answerOf, preflightAnswer } from './answer.ts';
import type { Answer, Outcome } from './answer.ts';
import { assertJsonCall, assertPageCall } from './assert-page-call.ts';
import type { AuditEvent } from './audit-event.ts';
import type { Decision } from './decision.ts';
import { mint } from './mint.ts';
import { readPassHandlerOptions } from './pass-handler-options.ts';
import type { PassHandlerOptions, PassHandlerSettings } from './pass-handler-options.ts';
import { readJson } from './read-json.ts';
import { ServerError } from './server-error.ts';

/** What is known of a request so far, for the audit. */
type Trail = { -readonly [Name in 'asked' | 'asset' | 'viewer']?: AuditEvent[Name] };

/** One request on its way. */
interface Call {
  readonly request: Request;
  readonly admission: Admission;
  readonly correlationId: string;
  readonly trail: Trail;
}

/**
 * Makes the handler that answers pass requests: POST only, from listed origins only, after the application decided.
 * Every answer that is not a pass is a problem (RFC 9457) with a correlation id. It is a fetch-standard handler:
 * `export const POST = createPassHandler(…)`, or `serve({ fetch: createPassHandler(…) })` of `@hono/node-server`.
 *
 * It does not count requests: for a limit, `decide` returns `deny('rate_limited', { retryAfterSeconds })`.
 *
 * @throws {ServerError} `config`, naming the option.
 */
export function createPassHandler(
  options: PassHandlerOptions,
): (request: Request) => Promise<Response> {
  const settings = readPassHandlerOptions(options);
  return async (request) => {
    const admission = admitCaller(request.headers, settings.origins);
    if (request.method === 'OPTIONS' && admission.crossOrigin !== undefined)
      return preflightAnswer(admission);
    const call: Call = { request, admission, correlationId: settings.newId(), trail: {} };
    const answer = await audited(await attempt(call, settings), call, settings);
    return answer.response;
  };
}

async function attempt(call: Call, settings: PassHandlerSettings): Promise<Answer> {
  const { admission, correlationId } = call;
  try {
    return answerOf(await decideAndMint(call, settings), admission, correlationId);
  } catch (error) {
    return answerOf({ kind: 'failed', error }, admission, correlationId);
  }
}

async function decideAndMint(call: Call, settings: PassHandlerSettings): Promise<Outcome> {
  const { request, correlationId, trail } = call;
  checkCall(call);
  const asked = await readAsked(request, settings);
  trail.asked = asked.asset;
  const { signal } = request;
  const decision = checkDecision(await settings.decide(request, asked, { signal, correlationId }));
  if (decision.kind !== 'grant') {
    if (decision.kind === 'deny' && decision.viewer !== undefined) trail.viewer = decision.viewer;
    return decision;
  }
  const { grant } = decision;
  trail.asset = grant.asset;
  if (grant.viewer !== undefined) trail.viewer = grant.viewer;
  return mint(settings.vendor, grant, {
    now: settings.clock.now(),
    maxLifetimeSeconds: settings.maxLifetimeSeconds,
    signal,
    correlationId,
    passId: settings.newId(),
    ...(asked.answer !== undefined && { answer: asked.answer }),
    ...(asked.fresh !== undefined && { fresh: asked.fresh }),
  });
}

function checkCall({ request: { method, headers }, admission }: Call): void {
  if (method !== 'POST') throw new ServerError('method_not_allowed', 'Ask for a pass with POST.');
  assertPageCall(headers, admission);
  assertJsonCall(headers);
}

async function readAsked(
  request: Request,
  { maxBodyBytes, isAsset }: PassHandlerSettings,
): Promise<PassRequestBody> {
  const body = await readJson(request, maxBodyBytes);
  let asked: PassRequestBody;
  try {
    asked = parsePassRequest(body);
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    throw new ServerError('invalid_request', cause.message, { cause });
  }
  if (!isAsset(asked.asset))
    throw new ServerError('invalid_request', 'asset is not a name this server knows how to read.');
  return asked;
}

/** JavaScript callers may return anything; what is no decision is never a yes. */
function checkDecision(decision: Decision | undefined): Decision {
  if (decision?.kind === 'grant' || decision?.kind === 'deny' || decision?.kind === 'interact')
    return decision;
  throw new ServerError('invalid_decision', 'decide must return grant(…), deny(…) or interact(…).');
}

/** Tells the audit before anything is sent. What cannot be audited is not given. */
async function audited(
  answer: Answer,
  call: Call,
  { audit, vendor, clock }: PassHandlerSettings,
): Promise<Answer> {
  const { admission, correlationId, trail } = call;
  try {
    await audit({ at: clock.now(), vendor: vendor.id, correlationId, ...trail, ...answer.notes });
    return answer;
  } catch (error) {
    return answerOf({ kind: 'failed', error }, admission, correlationId);
  }
}
