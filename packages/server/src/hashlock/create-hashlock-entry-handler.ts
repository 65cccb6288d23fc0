import type { AuditEvent } from '../audit-event.ts';
import type { Deny } from '../decision.ts';
import { isPrefetch, pageHeaders } from '../page-answer.ts';
import { problemOfError } from '../problem-of.ts';
import { ServerError } from '../server-error.ts';
import { urlWithin } from '../url-prefixes.ts';
import { hashlockReturnUrl } from './format-hashlock.ts';
import { readHashlockEntryOptions } from './hashlock-entry-options.ts';
import type {
  EntryVisit,
  HashlockEntryOptions,
  HashlockEntrySettings,
  SignedIn,
} from './hashlock-entry-options.ts';
import { signHashlock } from './mint-hashlock.ts';

/** One visit's answer, and what the audit hears of it. */
interface Visited {
  readonly response: Response;
  readonly notes: Pick<AuditEvent, 'outcome' | 'status' | 'viewer' | 'code' | 'error'>;
}

/**
 * Makes the handler that a hashlock's entry URL leads to: a player opens it in a frame, the application signs the viewer in, and the
 * viewer goes back with a signed response, or with `hash=false`.
 *
 * GET only. It returns to configured places only: a `hashConsumer` that names another is as good as none.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see IBM Video Streaming, "Implementing viewer authentication" (deprecated).
 */
export function createHashlockEntryHandler(
  options: HashlockEntryOptions,
): (request: Request) => Promise<Response> {
  const settings = readHashlockEntryOptions(options);
  return async (request) => {
    if (isPrefetch(request.headers))
      return new Response(null, { status: 204, headers: pageHeaders(settings) });
    const correlationId = settings.newId();
    const visited = await visit(request, correlationId, settings);
    return audited(visited, request, correlationId, settings);
  };
}

async function visit(
  request: Request,
  correlationId: string,
  settings: HashlockEntrySettings,
): Promise<Visited> {
  try {
    const { searchParams } = checkVisit(request);
    const decision = await settings.decide(request, readVisit(searchParams), {
      signal: request.signal,
      correlationId,
    });
    return settle(decision, searchParams, settings);
  } catch (error) {
    return failed(error, correlationId, settings);
  }
}

function checkVisit({ method, headers, url }: Request): URL {
  if (method !== 'GET') throw new ServerError('method_not_allowed', 'Open this page with GET.');
  const mode = headers.get('sec-fetch-mode');
  if (mode !== null && mode !== 'navigate')
    throw new ServerError('origin_not_allowed', 'Open this page in a frame.');
  return new URL(url);
}

const CONTENT_ID = /^[A-Za-z0-9_-]{1,128}$/;

function readVisit(query: URLSearchParams): EntryVisit {
  const contentType = readParam(query, 'ustreamContentType', /^[a-z]{1,32}$/);
  const contentId = readParam(query, 'ustreamContentId', CONTENT_ID);
  return {
    query,
    ...(contentType !== undefined && { contentType }),
    ...(contentId !== undefined && { contentId }),
  };
}

function readParam(query: URLSearchParams, name: string, shape: RegExp): string | undefined {
  const [value, ...others] = query.getAll(name);
  if (value === undefined) return undefined;
  if (others.length > 0 || !shape.test(value))
    throw new ServerError('invalid_request', `${name} is malformed.`);
  return value;
}

function settle(
  decision: SignedIn | Deny | Response | undefined,
  query: URLSearchParams,
  settings: HashlockEntrySettings,
): Visited {
  if (decision instanceof Response) return shown(decision, settings);
  switch (decision?.kind) {
    case 'signed-in':
      return sentBack(decision, query, settings);
    case 'deny': {
      const { reason: code, viewer } = decision;
      const { response, notes } = sentBack(undefined, query, settings);
      return { response, notes: { ...notes, code, ...(viewer !== undefined && { viewer }) } };
    }
    default:
      throw new ServerError(
        'invalid_decision',
        'decide must return signedIn(…), deny(…) or a Response.',
      );
  }
}

/** The application's own page, framable by nobody else. */
function shown(page: Response, settings: HashlockEntrySettings): Visited {
  const response = new Response(page.body, page);
  const { 'Content-Security-Policy': policy, ...others } = pageHeaders(settings);
  if (policy !== undefined) response.headers.append('Content-Security-Policy', policy);
  for (const [name, value] of Object.entries(others)) response.headers.set(name, value);
  return { response, notes: { outcome: 'interaction', status: response.status } };
}

function sentBack(
  found: SignedIn | undefined,
  query: URLSearchParams,
  settings: HashlockEntrySettings,
): Visited {
  const { key, now, lifetimeSeconds } = settings;
  const hashlock = found && signHashlock(found.values, key, { now: now(), lifetimeSeconds });
  const viewer = hashlock?.params[0]?.[1];
  const headers = new Headers(pageHeaders(settings));
  headers.set('Location', hashlockReturnUrl(returnUrl(query, settings), hashlock));
  return {
    response: new Response(null, { status: 302, headers }),
    notes: {
      outcome: found === undefined ? 'denied' : 'granted',
      status: 302,
      ...(viewer !== undefined && { viewer }),
    },
  };
}

/** Where to go back to: the one `hashConsumer`, if it leads to an allowed place for certain. */
function returnUrl(query: URLSearchParams, settings: HashlockEntrySettings): string {
  const [consumer, ...others] = query.getAll('hashConsumer');
  if (consumer === undefined || others.length > 0) return settings.defaultReturn;
  return urlWithin(consumer, settings.returnTo)?.href ?? settings.defaultReturn;
}

function failed(error: unknown, correlationId: string, settings: HashlockEntrySettings): Visited {
  const { status, code, title } = problemOfError(error, correlationId);
  const headers = new Headers(pageHeaders(settings));
  headers.set('Content-Type', 'text/plain; charset=utf-8');
  if (code === 'method_not_allowed') headers.set('Allow', 'GET');
  return {
    response: new Response(`${title}\nReference: ${correlationId}\n`, { status, headers }),
    notes: { outcome: status < 500 ? 'refused' : 'failed', status, code, error },
  };
}

/** Tells the audit before anything is sent. What cannot be audited is not given. */
async function audited(
  { response, notes }: Visited,
  request: Request,
  correlationId: string,
  settings: HashlockEntrySettings,
): Promise<Response> {
  const asked = new URL(request.url).searchParams.get('ustreamContentId');
  try {
    await settings.audit({
      at: settings.now(),
      vendor: 'hashlock-entry',
      correlationId,
      // What is malformed could forge lines of a log.
      ...(asked !== null && CONTENT_ID.test(asked) && { asked }),
      ...notes,
    });
    return response;
  } catch (error) {
    return failed(error, correlationId, settings).response;
  }
}
