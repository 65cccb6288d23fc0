import { parsePassRequest, ProtocolError } from '@playgate/protocol';
import type { PassRequestBody } from '@playgate/protocol';
import { admitCaller } from '../call/admit-caller.ts';
import type { Admission } from '../call/admit-caller.ts';
import { answerOf, preflightAnswer } from '../answer/answer.ts';
import type { Answer, Outcome } from '../answer/answer.ts';
import { assertJsonCall, assertPageCall } from '../call/assert-page-call.ts';
import { audited } from './audited.ts';
import { checkAsset, decideAndMint } from './decide-and-mint.ts';
import type { Trail } from './decide-and-mint.ts';
import { readPassHandlerOptions } from './pass-handler-options.ts';
import type { PassHandlerOptions, PassHandlerSettings } from './pass-handler-options.ts';
import { readJson } from '../call/read-json.ts';
import { ServerError } from '../server-error.ts';

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
    return answerOf(await answerAsk(call, settings), admission, correlationId);
  } catch (error) {
    return answerOf({ kind: 'failed', error }, admission, correlationId);
  }
}

async function answerAsk(call: Call, settings: PassHandlerSettings): Promise<Outcome> {
  const { request, correlationId, trail } = call;
  checkCall(call);
  const asked = await readAsked(request, settings);
  return decideAndMint({ request, asked, correlationId, trail }, settings);
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
  checkAsset(asked.asset, isAsset);
  return asked;
}
