import type { Problem } from '@playgate/protocol';
import { admitCaller } from '../call/admit-caller.ts';
import type { Audit, AuditEvent } from '../audit-event.ts';
import type { Clock } from '../clock.ts';
import type { Deny } from '../mint/decision.ts';
import { pageHeaders } from '../answer/page-answer.ts';
import { parseOrigins } from '../call/parse-origins.ts';
import type { DecideContext } from '../pass/pass-handler-options.ts';
import { problemOfDenial, problemOfError } from '../answer/problem-of.ts';
import { assertServer } from '../secret/secret.ts';
import { ServerError } from '../server-error.ts';
import { systemClock } from '../system-clock.ts';
import { leadTo } from './lead-to.ts';
import type { LoginAs } from './login-as.ts';
import type { SecureVideoLogins } from './secure-video-logins.ts';

/** Options of `createSecureVideoLoginHandler`. */
export interface SecureVideoLoginHandlerOptions {
  readonly client: Pick<SecureVideoLogins, 'loginUri'>;
  /** Finds out who asks, from the request's cookies, and which user they are. Mandatory: there is no default yes. */
  readonly decide: (
    request: Request,
    context: DecideContext,
  ) => LoginAs | Deny | Promise<LoginAs | Deny>;
  /** The origins whose pages may post the form, exactly as browsers spell them; the handler's own must be listed, too. */
  readonly origins: readonly string[];
  readonly audit?: Audit;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Makes correlation ids. Default `crypto.randomUUID`. */
  readonly newId?: () => string;
}

/** One request's answer, and what the audit hears of it. */
interface Answered {
  readonly response: Response;
  readonly notes: Pick<AuditEvent, 'outcome' | 'status' | 'code' | 'error'>;
}

/** What is known of a request so far, for the audit. */
interface Trail {
  viewer?: string;
}

/**
 * Makes the handler of a form that signs the viewer in at SecureVideo: it orders a login and leads the browser there (303). POST only, from
 * pages of the listed origins, since each call makes a credential.
 *
 * Where your pages have a Content-Security-Policy with `form-action`, it must list the vendor's hub: browsers check redirects, too.
 *
 * @throws {ServerError} `config`, naming the option.
 */
export function createSecureVideoLoginHandler(
  options: SecureVideoLoginHandlerOptions,
): (request: Request) => Promise<Response> {
  const settings = readOptions(options);
  return async (request) => {
    const correlationId = settings.newId();
    const trail: Trail = {};
    const { response, notes } = await answer(request, { correlationId, trail }, settings);
    try {
      const at = settings.clock.now();
      await settings.audit({ at, vendor: 'secure-video-login', correlationId, ...trail, ...notes });
      return response;
    } catch (error) {
      // What cannot be audited is not given.
      return failed(error, correlationId).response;
    }
  };
}

function readOptions(
  options: SecureVideoLoginHandlerOptions,
): Required<SecureVideoLoginHandlerOptions> {
  assertServer('client');
  if (typeof options.decide !== 'function')
    throw new ServerError(
      'config',
      'decide is missing: the application must say who is signed in.',
    );
  return {
    client: options.client,
    decide: options.decide,
    origins: parseOrigins(options.origins, 'origins'),
    audit: options.audit ?? (() => {}),
    clock: options.clock ?? systemClock,
    newId: options.newId ?? (() => crypto.randomUUID()),
  };
}

async function answer(
  request: Request,
  { correlationId, trail }: { readonly correlationId: string; readonly trail: Trail },
  { client, decide, origins }: Required<SecureVideoLoginHandlerOptions>,
): Promise<Answered> {
  try {
    if (request.method !== 'POST')
      throw new ServerError('method_not_allowed', 'Post the form that leads here.');
    if (!admitCaller(request.headers, origins).admitted)
      throw new ServerError('origin_not_allowed', 'Only a page of this application may ask.');
    const { signal } = request;
    const decision = await decide(request, { signal, correlationId });
    if (decision?.viewer !== undefined) trail.viewer = decision.viewer;
    switch (decision?.kind) {
      case 'deny':
        return denied(decision, correlationId);
      case 'login-as': {
        const { user, returnUrl } = decision;
        const back = returnUrl === undefined ? {} : { returnUrl };
        const { uri } = await client.loginUri(user, { ...back, signal, correlationId });
        return { response: leadTo(uri), notes: { outcome: 'granted', status: 303 } };
      }
      default:
        throw new ServerError('invalid_decision', 'decide must return loginAs(…) or deny(…).');
    }
  } catch (error) {
    return failed(error, correlationId);
  }
}

function denied(decision: Deny, correlationId: string): Answered {
  const problem = problemOfDenial(decision, correlationId);
  const { status, code } = problem;
  const { cause } = decision;
  return {
    response: page(problem),
    notes: { outcome: 'denied', status, code, ...(cause !== undefined && { error: cause }) },
  };
}

function failed(error: unknown, correlationId: string): Answered {
  const problem = problemOfError(error, correlationId);
  const { status, code } = problem;
  return {
    response: page(problem),
    notes: { outcome: status < 500 ? 'refused' : 'failed', status, code, error },
  };
}

/** For the person who posted the form. Nothing of the vendor's answer is in it. */
function page({ status, title, correlationId, retryAfterMs }: Problem): Response {
  const headers = {
    ...pageHeaders({ framedBy: [] }),
    'Content-Type': 'text/plain; charset=utf-8',
    ...(status === 405 && { Allow: 'POST' }),
    ...(retryAfterMs !== undefined && { 'Retry-After': String(retryAfterMs / 1000) }),
  };
  return new Response(`${title}\nReference: ${correlationId}\n`, { status, headers });
}
