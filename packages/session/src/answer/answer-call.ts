import { ServerError } from '@playgate/server';
import type { Deny } from '@playgate/server';
import {
  admitCaller,
  answerHeaders,
  answerOf,
  assertPageCall,
  preflightAnswer,
} from '@playgate/server/handlers';
import type { CallOptions } from '@playgate/server/oauth';
import type { SessionSettings } from '../session-settings.ts';

/** What a call of a page is answered. */
export interface CallAnswer {
  readonly body: Readonly<Record<string, unknown>>;
  readonly cookie?: string;
}

/** Which call this is. */
export type CallContext = Required<Pick<CallOptions, 'signal' | 'correlationId'>>;

/**
 * Answers a call of one of the application's pages: its origin must be listed and it must send X-Playgate: 1, which no form and no foreign
 * page can. Nothing of the answer may be kept, whatever its status.
 */
export async function answerCall(
  request: Request,
  method: 'GET' | 'POST',
  { origins, newId }: SessionSettings,
  work: (context: CallContext) => Promise<CallAnswer | Deny>,
): Promise<Response> {
  const admission = admitCaller(request.headers, origins);
  if (request.method === 'OPTIONS' && admission.crossOrigin !== undefined)
    return preflightAnswer(admission, method);
  const correlationId = newId();
  try {
    if (request.method !== method)
      throw new ServerError('method_not_allowed', `Ask with ${method}.`);
    assertPageCall(request.headers, admission);
    const done = await work({ signal: request.signal, correlationId });
    if ('kind' in done) return answerOf(done, admission, correlationId).response;
    const { body, cookie } = done;
    const headers = new Headers({
      ...answerHeaders(admission),
      'Content-Type': 'application/json',
    });
    if (cookie !== undefined) headers.set('Set-Cookie', cookie);
    return new Response(JSON.stringify(body), { status: 200, headers });
  } catch (error) {
    const { response } = answerOf({ kind: 'failed', error }, admission, correlationId);
    if (response.status === 405) response.headers.set('Allow', method);
    return response;
  }
}
