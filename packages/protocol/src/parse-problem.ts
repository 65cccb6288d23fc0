import { bodyOf, may, need, number, object, oneOf, text, texts, url } from './members.ts';
import type { Interaction, Problem, ProblemCode } from './problem.ts';

const CODES: readonly ProblemCode[] = [
  'interaction_required',
  'interaction_denied',
  'unauthenticated',
  'forbidden',
  'not_found',
  'invalid_request',
  'method_not_allowed',
  'payload_too_large',
  'unsupported_media_type',
  'origin_not_allowed',
  'rate_limited',
  'vendor_credentials',
  'vendor_unavailable',
  'vendor_timeout',
  'server_error',
];

const PIXELS = number(1, 10_000);

/**
 * Turns the body of a refused pass request into a problem.
 *
 * @param input Parsed JSON.
 * @throws {ProtocolError} `not_an_object`, `invalid_member`; nothing else. A code it does not know is `invalid_member`.
 */
export function parseProblem(input: unknown): Problem {
  const problem = bodyOf(input, 'A problem');
  const code = need(problem, 'code', oneOf(CODES));
  return {
    code,
    status: need(problem, 'status', number(400, 599, true)),
    title: need(problem, 'title', text(1024)),
    ...may(problem, 'retry_after', parseSeconds, 'retryAfterMs'),
    ...may(problem, 'correlation_id', text(128), 'correlationId'),
    ...(code === 'interaction_required' && {
      interaction: need(problem, 'interaction', parseInteraction),
    }),
  };
}

function parseSeconds(value: unknown, member: string): number {
  return number(0, 1e9)(value, member) * 1000;
}

function parseInteraction(value: unknown, member: string): Interaction {
  const interaction = object(value, member);
  return {
    entryUrl: need(interaction, 'entry_url', url),
    returnUrl: need(interaction, 'return_url', url),
    ...may(interaction, 'params', texts(2048)),
    ...may(interaction, 'return_param', text(64), 'returnParam'),
    ...may(interaction, 'message', text(1024)),
    ...may(interaction, 'button_caption', text(128), 'buttonCaption'),
    ...may(interaction, 'popup_width', PIXELS, 'width'),
    ...may(interaction, 'popup_height', PIXELS, 'height'),
  };
}
