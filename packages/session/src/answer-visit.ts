import { isServerError, ServerError } from '@playgate/server';
import { isPrefetch, pageHeaders, plainPage } from '@playgate/server/handlers';
import type { CallOptions } from '@playgate/server/oauth';
import type { SessionSettings, Tell } from './session-settings.ts';

/** Which visit this is. */
export type VisitContext = Required<Pick<CallOptions, 'signal' | 'correlationId'>>;

const POLICY = { framedBy: [] };

/**
 * Answers a page that a browser is led to: GET only, as a page of its own, and nothing happens ahead of the viewer. What goes wrong leads
 * to the application's page for that, or becomes a plain page that quotes nothing; the audit hears of it.
 */
export async function answerVisit(
  request: Request,
  settings: SessionSettings,
  visit: (context: VisitContext) => Promise<Response>,
): Promise<Response> {
  if (isPrefetch(request.headers))
    return new Response(null, { status: 204, headers: pageHeaders(POLICY) });
  const context = { signal: request.signal, correlationId: settings.newId() };
  try {
    checkVisit(request);
    return await visit(context);
  } catch (error) {
    return failedVisit(error, context, settings);
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

async function failedVisit(
  error: unknown,
  { correlationId }: VisitContext,
  { afterFailure, tell }: SessionSettings,
): Promise<Response> {
  const { status, title, code } = await audited(error, correlationId, tell);
  if (afterFailure !== undefined && status < 500) {
    const place = new URL(afterFailure);
    place.searchParams.set('code', code);
    return leadTo(place.href);
  }
  const response = plainPage({ status, title: `${title} (${code})` }, correlationId, POLICY);
  if (status === 405) response.headers.set('Allow', 'GET');
  return response;
}

/** What cannot be audited is a failure of its own. */
async function audited(error: unknown, correlationId: string, tell: Tell): Promise<Sentence> {
  const sentence = sentenceFor(error);
  try {
    await tell('sign_in_failed', { correlationId, code: sentence.code, error });
    return sentence;
  } catch (failure) {
    return sentenceFor(failure);
  }
}

interface Sentence {
  readonly status: number;
  readonly title: string;
  readonly code: string;
}

const AGAIN = 'The sign-in did not work. Please begin again.';
const UNAVAILABLE = 'Signing in does not work at the moment. Please try again later.';

/** What is said of an error, and its code from a closed list: never its own message. */
function sentenceFor(error: unknown): Sentence {
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
