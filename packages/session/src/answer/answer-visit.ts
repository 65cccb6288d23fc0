import { isServerError, ServerError } from '@playgate/server';
import type { Deny } from '@playgate/server';
import { isPrefetch, pageHeaders, plainPage } from '@playgate/server/handlers';
import type { CallContext } from './answer-call.ts';
import type { SessionSettings, Tell } from '../session-settings.ts';

const POLICY = { framedBy: [] };

/**
 * Answers a page that a browser is led to: GET only, as a page of its own, and nothing happens ahead of the viewer. What goes wrong leads
 * to the application's page for that, or becomes a plain page that quotes nothing; the audit hears of it.
 */
export async function answerVisit(
  request: Request,
  settings: SessionSettings,
  visit: (context: CallContext) => Promise<Response | Deny>,
): Promise<Response> {
  if (isPrefetch(request.headers))
    return new Response(null, { status: 204, headers: pageHeaders(POLICY) });
  const context = { signal: request.signal, correlationId: settings.newId() };
  try {
    checkVisit(request);
    const arrived = await visit(context);
    if (arrived instanceof Response) return arrived;
    return await failedVisit(sentenceOfDenial(arrived), context, settings);
  } catch (error) {
    return failedVisit({ ...sentenceOfError(error), error }, context, settings);
  }
}

/** Leads on. Nothing of where the browser is now goes along: its address may hold a code. */
export function leadTo(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers(pageHeaders(POLICY));
  headers.set('Location', location);
  for (const cookie of cookies) headers.append('Set-Cookie', cookie);
  return new Response(null, { status: 303, headers });
}

function checkVisit({ method, headers }: Request): void {
  if (method !== 'GET') throw new ServerError('method_not_allowed', 'Open this page with GET.');
  const isPage =
    (headers.get('sec-fetch-mode') ?? 'navigate') === 'navigate' &&
    (headers.get('sec-fetch-dest') ?? 'document') === 'document';
  if (!isPage) throw new ServerError('origin_not_allowed', 'Open this as a page of its own.');
}

/** What is said of a visit that led nowhere. */
interface Sentence {
  readonly status: number;
  readonly title: string;
  /** From a closed list. */
  readonly code: string;
  readonly retryAfterSeconds?: number;
  /** For the audit alone. */
  readonly error?: unknown;
}

async function failedVisit(
  failure: Sentence,
  { correlationId }: CallContext,
  { afterFailure, tell }: SessionSettings,
): Promise<Response> {
  const { status, title, code, retryAfterSeconds } = await audited(failure, correlationId, tell);
  if (afterFailure !== undefined && status < 500) {
    const place = new URL(afterFailure);
    place.searchParams.set('code', code);
    return leadTo(place.href);
  }
  const response = plainPage({ status, title: `${title} (${code})` }, correlationId, POLICY);
  if (status === 405) response.headers.set('Allow', 'GET');
  if (retryAfterSeconds !== undefined)
    response.headers.set('Retry-After', String(Math.ceil(retryAfterSeconds)));
  return response;
}

/** What cannot be audited is a failure of its own. */
async function audited(sentence: Sentence, correlationId: string, tell: Tell): Promise<Sentence> {
  const { code, error } = sentence;
  try {
    await tell('sign-in-failed', { correlationId, code, ...(error !== undefined && { error }) });
    return sentence;
  } catch (failure) {
    return sentenceOfError(failure);
  }
}

const AGAIN = 'The sign-in did not work. Please begin again.';
const UNAVAILABLE = 'Signing in does not work at the moment. Please try again later.';

function sentenceOfDenial({ reason, retryAfterSeconds, cause }: Deny): Sentence {
  return {
    ...{ status: reason === 'rate_limited' ? 429 : 403, title: UNAVAILABLE, code: reason },
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(cause !== undefined && { error: cause }),
  };
}

/** What is said of an error, and its code from a closed list: never its own message. */
function sentenceOfError(error: unknown): Sentence {
  if (!isServerError(error)) return { status: 500, title: UNAVAILABLE, code: 'server_error' };
  const { code, reason } = error;
  if (code === 'method_not_allowed') return { status: 405, title: AGAIN, code };
  if (code === 'origin_not_allowed' || code === 'denied')
    return { status: 403, title: AGAIN, code };
  if (code === 'invalid_request') return { status: 400, title: AGAIN, code };
  if (code === 'store_unavailable') return { status: 503, title: UNAVAILABLE, code };
  if (code === 'vendor_forbidden') return { status: 403, title: AGAIN, code: reason ?? code };
  if (code.startsWith('vendor_')) return { status: 502, title: UNAVAILABLE, code: reason ?? code };
  return { status: 500, title: UNAVAILABLE, code: 'server_error' };
}
