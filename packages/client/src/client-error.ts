import { ProtocolError } from '@playgate/protocol';
import type { Interaction } from '@playgate/protocol';
import type { NativeRung } from './native-rung.ts';

/**
 * Why there is no credential, or why it is of no use.
 *
 * Asking for a pass:
 * - `network`: the endpoint could not be reached. · `timeout`: it did not answer in time.
 * - `unauthenticated`: nobody is signed in. · `forbidden`: this viewer may not. · `not_found`: no such asset.
 * - `rate_limited`: too many requests. · `server_error`: the endpoint failed, or the vendor behind it.
 * - `invalid_response`: the answer is not a pass (an HTML page, a bad member, an expired pass, the same stale pass again).
 * - `interaction_required`: the viewer must act first; `interaction` says how. · `interaction_denied`: came back without permission.
 *
 * Using it:
 * - `pass_refused`: the media server refuses passes that are fresh.
 * - `media_forbidden`: the media server's status means a final no.
 * - `media_unreachable`: media requests get no answer (offline, a refusal without CORS headers, a page in place of media), or again and
 *   again 429 or 5xx.
 * - `redirect_refused`: the media server redirected a request to an origin that the pass does not name.
 * - `origin_not_allowed`: the pass names an origin that the application did not pin.
 * - `url_not_canonical`: a media URL is spelled in a way that could hide where it leads.
 * - `placement_unsupported`: the player here cannot put a credential where the pass wants it.
 *
 * Signing in:
 * - `popup_blocked`: the browser opened no window; redirect, then. · `popup_closed`: the viewer closed it.
 *
 * The application:
 * - `signed_out`: the viewer signed out. · `aborted`: the caller's signal. · `disposed`: used after `dispose()`.
 * - `config`: an option is wrong; the message names it.
 */
export type ClientErrorCode =
  | 'network'
  | 'timeout'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'rate_limited'
  | 'server_error'
  | 'invalid_response'
  | 'interaction_required'
  | 'interaction_denied'
  | 'pass_refused'
  | 'media_forbidden'
  | 'media_unreachable'
  | 'redirect_refused'
  | 'origin_not_allowed'
  | 'url_not_canonical'
  | 'placement_unsupported'
  | 'popup_blocked'
  | 'popup_closed'
  | 'signed_out'
  | 'aborted'
  | 'disposed'
  | 'config';

/** What helps: ask again later, sign in, act in the gate, tell the viewer no, mend the configuration, or nothing. */
export type ClientErrorAction = 'retry' | 'sign-in' | 'interact' | 'deny' | 'fix-config' | 'none';

/** What an error carries besides its code. Never a URL's query, a header's value or a body. */
export interface ClientErrorDetails {
  /** HTTP status, where there was one. */
  readonly status?: number | undefined;
  /** When to ask again, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  readonly interaction?: Interaction | undefined;
  /** Ties the error to the backend's log. */
  readonly correlationId?: string | undefined;
  /** With `placement_unsupported`: what could place it instead. */
  readonly instead?: NativeRung | undefined;
  readonly cause?: unknown;
}

const ACTIONS: Readonly<Record<ClientErrorCode, ClientErrorAction>> = {
  network: 'retry',
  timeout: 'retry',
  unauthenticated: 'sign-in',
  forbidden: 'deny',
  not_found: 'deny',
  rate_limited: 'retry',
  server_error: 'retry',
  invalid_response: 'fix-config',
  interaction_required: 'interact',
  interaction_denied: 'interact',
  pass_refused: 'deny',
  media_forbidden: 'deny',
  media_unreachable: 'retry',
  redirect_refused: 'fix-config',
  origin_not_allowed: 'fix-config',
  url_not_canonical: 'fix-config',
  placement_unsupported: 'fix-config',
  popup_blocked: 'sign-in',
  popup_closed: 'sign-in',
  signed_out: 'sign-in',
  aborted: 'none',
  disposed: 'none',
  config: 'fix-config',
};

const NEXT_STEPS: Readonly<Record<ClientErrorAction, string>> = {
  retry: 'Try again later.',
  'sign-in': 'Sign the viewer in.',
  interact: 'Let the viewer act.',
  deny: 'Tell the viewer.',
  'fix-config': 'Correct it, then retry.',
  none: 'Start again if it is still wanted.',
};

/** The one error of this package. Every message ends with what to do next. */
export class ClientError extends Error {
  override readonly name = 'PlaygateClientError';
  declare readonly code: ClientErrorCode;
  declare readonly action: ClientErrorAction;
  declare readonly status: number | undefined;
  declare readonly retryAfterMs: number | undefined;
  declare readonly interaction: Interaction | undefined;
  declare readonly correlationId: string | undefined;
  declare readonly instead: NativeRung | undefined;

  constructor(code: ClientErrorCode, message: string, details: ClientErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : {});
    this.code = code;
    this.action = ACTIONS[code];
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
    this.interaction = details.interaction;
    this.correlationId = details.correlationId;
    this.instead = details.instead;
  }

  /** Whether asking again later may help. */
  get retryable(): boolean {
    return this.action === 'retry';
  }

  /** What may be logged. */
  toJSON(): Readonly<Record<string, unknown>> {
    const { name, code, message, action, status, retryAfterMs, correlationId, instead } = this;
    return { name, code, message, action, status, retryAfterMs, correlationId, instead };
  }
}

/** Makes an error whose message ends with the step that its code asks for. */
export function clientError(
  code: ClientErrorCode,
  what: string,
  details?: ClientErrorDetails,
): ClientError {
  return new ClientError(code, `${what} ${NEXT_STEPS[ACTIONS[code]]}`, details);
}

/** What an error of another package comes to, such as one of `@playgate/oauth`, by the action that it asks for. */
const OF_ACTIONS: ReadonlyMap<unknown, ClientErrorCode> = new Map([
  ['sign-in', 'unauthenticated'],
  ['deny', 'forbidden'],
  ['fix-config', 'config'],
]);

/** What went wrong in an ask, whatever was thrown. */
export function askError(cause: unknown): ClientError {
  if (isClientError(cause)) return cause;
  if (cause instanceof ProtocolError)
    return clientError('invalid_response', cause.message, { cause });
  if (cause instanceof TypeError)
    return clientError('network', 'The endpoint cannot be reached.', { cause });
  const action = cause instanceof Error && 'action' in cause && cause.action;
  const code = OF_ACTIONS.get(action) ?? 'server_error';
  return clientError(code, 'The source of passes failed.', { cause });
}

/** The caller's signal ended it. Its reason is the cause. */
export function abortedBy(signal: AbortSignal | undefined): ClientError {
  return clientError('aborted', 'The caller aborted.', { cause: signal?.reason });
}

/** Tells a `ClientError`, also one of another copy of this package. */
export function isClientError(value: unknown): value is ClientError {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    value.name === 'PlaygateClientError'
  );
}
