import type { Audit, AuditEvent } from '../audit-event.ts';
import type { Clock } from '../clock.ts';
import { isPrefetch, pageHeaders } from './page-answer.ts';
import type { PagePolicy } from './page-answer.ts';
import { problemOfError } from './problem-of.ts';
import { ServerError } from '../server-error.ts';

/** What every page needs that a vendor's player opens in a frame, or sends its viewers to. */
export interface FramedVisitSettings extends PagePolicy {
  /** What the audit calls the page. */
  readonly vendor: string;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Which visit this is. */
export interface VisitContext {
  readonly signal: AbortSignal;
  readonly correlationId: string;
}

/** One visit's answer, and what the audit hears of it. */
export interface Visited {
  readonly response: Response;
  readonly notes: Pick<
    AuditEvent,
    'outcome' | 'status' | 'viewer' | 'asset' | 'code' | 'lifetimeSeconds' | 'error'
  >;
}

/** How one kind of page answers. */
export interface FramedVisit {
  /** What was asked for, if it is well-formed: what is not could forge lines of a log. */
  asked(url: URL): string | undefined;
  /** What it throws becomes a plain page that tells nothing. */
  answer(request: Request, url: URL, context: VisitContext): Promise<Visited>;
}

/**
 * Answers a visit: GET only, by navigation only, never ahead of the viewer; and tells the audit before anything is sent. What cannot be
 * audited is not given.
 */
export async function answerVisit(
  request: Request,
  visit: FramedVisit,
  settings: FramedVisitSettings,
): Promise<Response> {
  if (isPrefetch(request.headers))
    return new Response(null, { status: 204, headers: pageHeaders(settings) });
  const context = { signal: request.signal, correlationId: settings.newId() };
  const { response, notes } = await answer(request, visit, context, settings);
  try {
    const asked = visit.asked(new URL(request.url));
    await settings.audit({
      at: settings.clock.now(),
      vendor: settings.vendor,
      correlationId: context.correlationId,
      ...(asked !== undefined && { asked }),
      ...notes,
    });
    return response;
  } catch (error) {
    return failedVisit(error, context, settings).response;
  }
}

async function answer(
  request: Request,
  visit: FramedVisit,
  context: VisitContext,
  settings: FramedVisitSettings,
): Promise<Visited> {
  try {
    checkVisit(request);
    return await visit.answer(request, new URL(request.url), context);
  } catch (error) {
    return failedVisit(error, context, settings);
  }
}

function checkVisit({ method, headers }: Request): void {
  if (method !== 'GET') throw new ServerError('method_not_allowed', 'Open this page with GET.');
  const mode = headers.get('sec-fetch-mode');
  if (mode !== null && mode !== 'navigate')
    throw new ServerError('origin_not_allowed', 'Open this page in a frame.');
}

/** The application's own page, framable by nobody else. */
export function showPage(page: Response, policy: PagePolicy): Visited {
  const response = new Response(page.body, page);
  const { 'Content-Security-Policy': frames, ...others } = pageHeaders(policy);
  if (frames !== undefined) response.headers.append('Content-Security-Policy', frames);
  for (const [name, value] of Object.entries(others)) response.headers.set(name, value);
  return { response, notes: { outcome: 'interaction', status: response.status } };
}

/** Sends the viewer on, who is let in or not. */
export function sendOn(location: string, policy: PagePolicy): Response {
  const headers = new Headers(pageHeaders(policy));
  headers.set('Location', location);
  return new Response(null, { status: 302, headers });
}

/** A plain page with one sentence, and where to look for more. */
export function plainPage(
  { status, title }: { readonly status: number; readonly title: string },
  correlationId: string,
  policy: PagePolicy,
): Response {
  const headers = new Headers(pageHeaders(policy));
  headers.set('Content-Type', 'text/plain; charset=utf-8');
  return new Response(`${title}\nReference: ${correlationId}\n`, { status, headers });
}

function failedVisit(error: unknown, { correlationId }: VisitContext, policy: PagePolicy): Visited {
  const { status, code, title } = problemOfError(error, correlationId);
  const response = plainPage({ status, title }, correlationId, policy);
  if (code === 'method_not_allowed') response.headers.set('Allow', 'GET');
  return { response, notes: { outcome: status < 500 ? 'refused' : 'failed', status, code, error } };
}
