import { formatPass, formatProblem, PROBLEM_TYPE } from '@playgate/protocol';
import type { PlaybackPass, Problem } from '@playgate/protocol';
import type { Admission } from '../call/admit-caller.ts';
import type { AuditEvent, AuditOutcome } from '../audit-event.ts';
import type { Deny, Interact } from '../mint/decision.ts';
import type { Minted } from '../mint/mint.ts';
import { problemOfDenial, problemOfError, problemOfInteraction } from './problem-of.ts';

/** What became of a request. */
export type Outcome = Minted | Deny | Interact | Failed;

interface Failed {
  readonly kind: 'failed';
  readonly error: unknown;
  /** Whether what the vendor was sent came from the page. */
  readonly isPassedOn?: boolean;
}

/** What is sent, and what the audit hears of it. */
export interface Answer {
  readonly response: Response;
  readonly notes: Pick<
    AuditEvent,
    'outcome' | 'status' | 'code' | 'passId' | 'lifetimeSeconds' | 'error'
  > &
    Partial<Pick<AuditEvent, 'viewer'>>;
}

/** How long a browser may remember a preflight, in seconds. */
const PREFLIGHT_SECONDS = '600';

/** Turns what became of a request into the answer. */
export function answerOf(outcome: Outcome, admission: Admission, correlationId: string): Answer {
  switch (outcome.kind) {
    case 'minted':
      return passAnswer(outcome, admission);
    case 'deny':
      return problemAnswer(
        'denied',
        problemOfDenial(outcome, correlationId),
        admission,
        outcome.cause,
      );
    case 'interact':
      return problemAnswer('interaction', problemOfInteraction(outcome, correlationId), admission);
    case 'failed': {
      const { error, isPassedOn } = outcome;
      const problem = problemOfError(error, correlationId, isPassedOn);
      return problemAnswer(blameOf(problem), problem, admission, error);
    }
  }
}

function blameOf({ status, code }: Problem): AuditOutcome {
  if (code === 'not_found') return 'denied';
  return status < 500 ? 'refused' : 'failed';
}

function passAnswer({ pass }: Minted, admission: Admission): Answer {
  const headers = { ...answerHeaders(admission), 'Content-Type': 'application/json' };
  return {
    response: new Response(JSON.stringify(formatPass(pass)), { status: 200, headers }),
    notes: notesOf(pass),
  };
}

/** What the audit hears of a pass that is given. */
export function notesOf({ id, subject, lifetimeMs }: PlaybackPass): Answer['notes'] {
  return {
    outcome: 'granted',
    status: 200,
    ...(id !== undefined && { passId: id }),
    ...(subject !== undefined && { viewer: subject }),
    ...(lifetimeMs !== undefined && { lifetimeSeconds: lifetimeMs / 1000 }),
  };
}

function problemAnswer(
  outcome: AuditOutcome,
  problem: Problem,
  admission: Admission,
  error?: unknown,
): Answer {
  const { status, code, retryAfterMs } = problem;
  const headers = {
    ...answerHeaders(admission),
    'Content-Type': PROBLEM_TYPE,
    ...(code === 'method_not_allowed' && { Allow: 'POST' }),
    ...(retryAfterMs !== undefined && { 'Retry-After': String(retryAfterMs / 1000) }),
  };
  return {
    response: new Response(JSON.stringify(formatProblem(problem)), { status, headers }),
    notes: { outcome, status, code, ...(error !== undefined && { error }) },
  };
}

/** The answer to a preflight of a listed origin. */
export function preflightAnswer(admission: Admission, methods: string = 'POST'): Response {
  const headers = {
    ...answerHeaders(admission),
    'Access-Control-Allow-Methods': methods,
    'Access-Control-Allow-Headers': 'Content-Type, X-Playgate, Authorization, DPoP',
    'Access-Control-Max-Age': PREFLIGHT_SECONDS,
  };
  return new Response(null, { status: 204, headers });
}

/** The headers of every answer, whatever its status. */
const EVERY_ANSWER = {
  'Cache-Control': 'no-store',
  Vary: 'Origin, Sec-Fetch-Site, Cookie',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "frame-ancestors 'none'",
} as const;

/** The headers that every answer to a page has. */
export function answerHeaders({ crossOrigin }: Admission): Readonly<Record<string, string>> {
  if (crossOrigin === undefined)
    return { ...EVERY_ANSWER, 'Cross-Origin-Resource-Policy': 'same-origin' };
  return {
    ...EVERY_ANSWER,
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Access-Control-Allow-Origin': crossOrigin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': 'Retry-After',
  };
}
