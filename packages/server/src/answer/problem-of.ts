import type { Problem, ProblemCode } from '@playgate/protocol';
import { checkInteraction } from '../mint/check-interaction.ts';
import type { Deny, DenyReason, Interact } from '../mint/decision.ts';
import { isServerError, ServerError } from '../server-error.ts';
import type { ServerErrorCode } from '../server-error.ts';

/** The longest wait that a vendor may bring upon a browser, in seconds. */
const LONGEST_VENDOR_WAIT = 300;
/** The longest wait that the application may. */
const LONGEST_WAIT = 86_400;

type Sketch = readonly [status: number, code: ProblemCode, title: string];

/** What is told of an error: one of these sentences, never its own message or cause. */
const UNAVAILABLE: Sketch = [
  502,
  'vendor_unavailable',
  'The video vendor failed. Try again later.',
];
const SERVER_ERROR: Sketch = [
  500,
  'server_error',
  'The server failed. Its log names this correlation id.',
];
const REFUSED: Sketch = [502, 'vendor_credentials', 'The video vendor refused the server.'];
const ERRORS: Readonly<Partial<Record<ServerErrorCode, Sketch>>> = {
  store_unavailable: [503, 'server_error', 'The server cannot look this up now. Try again later.'],
  vendor_credentials: REFUSED,
  vendor_forbidden: REFUSED,
  vendor_address: REFUSED,
  vendor_not_found: [404, 'not_found', 'There is no such asset.'],
  vendor_rate_limited: [503, 'vendor_unavailable', 'The video vendor is busy. Try again later.'],
  vendor_timeout: [504, 'vendor_timeout', 'The video vendor did not answer in time.'],
  vendor_request: UNAVAILABLE,
  vendor_conflict: UNAVAILABLE,
  vendor_limit: UNAVAILABLE,
  vendor_not_implemented: UNAVAILABLE,
  vendor_status: UNAVAILABLE,
  vendor_connection: UNAVAILABLE,
  vendor_response: UNAVAILABLE,
};

/** Where a page's own call was passed on to the vendor: it is the page that sent what the vendor does not take. */
const PASSED_ON: Readonly<Partial<Record<ServerErrorCode, Sketch>>> = {
  vendor_request: [
    400,
    'invalid_request',
    'The video vendor does not take this request. Check what was sent.',
  ],
  vendor_conflict: [
    409,
    'invalid_request',
    'What is there already is in the way. Read it, and ask for something else.',
  ],
};

/** Calls that are wrong in themselves: their messages are made by this package and say what to mend. */
const CALLS: Readonly<Partial<Record<ServerErrorCode, readonly [number, ProblemCode]>>> = {
  invalid_request: [400, 'invalid_request'],
  invalid_value: [400, 'invalid_request'],
  method_not_allowed: [405, 'method_not_allowed'],
  payload_too_large: [413, 'payload_too_large'],
  unsupported_media_type: [415, 'unsupported_media_type'],
  origin_not_allowed: [403, 'origin_not_allowed'],
};

const DENIALS: Readonly<Record<DenyReason, readonly [number, string]>> = {
  unauthenticated: [401, 'Nobody is signed in.'],
  forbidden: [403, 'This viewer may not watch this.'],
  not_found: [404, 'There is no such asset.'],
  rate_limited: [429, 'Too many requests.'],
  interaction_denied: [403, 'The viewer came back without permission.'],
};

/**
 * What a browser is told of something that was thrown.
 *
 * @param isPassedOn Whether what the vendor was sent came from the page. Default: it came from the server.
 */
export function problemOfError(error: unknown, correlationId: string, isPassedOn = false): Problem {
  if (!isServerError(error)) return problem(SERVER_ERROR, correlationId);
  const call = CALLS[error.code];
  if (call !== undefined) return problem([...call, error.message], correlationId);
  const sketch = (isPassedOn ? PASSED_ON[error.code] : undefined) ?? ERRORS[error.code];
  return {
    ...problem(sketch ?? SERVER_ERROR, correlationId),
    ...retryAfter(error.retryAfterSeconds, LONGEST_VENDOR_WAIT),
  };
}

/**
 * What a browser is told of a no.
 *
 * @throws {ServerError} `invalid_decision`: JavaScript callers may give any reason.
 */
export function problemOfDenial(
  { reason, retryAfterSeconds }: Deny,
  correlationId: string,
): Problem {
  if (!Object.hasOwn(DENIALS, reason))
    throw new ServerError(
      'invalid_decision',
      `deny(…) takes one of ${Object.keys(DENIALS).join(', ')}.`,
    );
  const [status, title] = DENIALS[reason];
  return {
    ...problem([status, reason, title], correlationId),
    ...retryAfter(retryAfterSeconds, LONGEST_WAIT),
  };
}

/**
 * What a browser is told when the viewer must act first.
 *
 * @throws {ServerError} `invalid_decision`, naming the member that a browser would refuse.
 */
export function problemOfInteraction({ interaction }: Interact, correlationId: string): Problem {
  checkInteraction(interaction, 'invalid_decision');
  return {
    ...problem([403, 'interaction_required', 'The viewer must act first.'], correlationId),
    interaction,
  };
}

function problem([status, code, title]: Sketch, correlationId: string): Problem {
  return { status, code, title, correlationId };
}

function retryAfter(seconds: number | undefined, most: number): { readonly retryAfterMs?: number } {
  if (seconds === undefined || !(seconds >= 0)) return {};
  return { retryAfterMs: Math.ceil(Math.min(seconds, most)) * 1000 };
}
