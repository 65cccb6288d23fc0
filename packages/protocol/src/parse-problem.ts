import { invalid, isObject, objectAt, optional, own, textAt, textsAt, urlAt } from './members.ts';
import type { Interaction, Problem, ProblemCode } from './problem.ts';
import { ProtocolError } from './protocol-error.ts';

const CODES: readonly string[] = [
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
] satisfies readonly ProblemCode[];

const isCode = (value: unknown): value is ProblemCode =>
  typeof value === 'string' && CODES.includes(value);

/**
 * Turns the body of a refused pass request into a problem.
 *
 * @param input Parsed JSON.
 * @throws {ProtocolError} `not_an_object`, `invalid_member`; nothing else. A code it does not know is `invalid_member`.
 */
export function parseProblem(input: unknown): Problem {
  if (!isObject(input))
    throw new ProtocolError('not_an_object', '', 'A problem must be a JSON object.');
  const code = own(input, 'code');
  if (!isCode(code)) throw invalid('code', 'a code this version knows');
  const retryAfter = optional(input, 'retry_after', '', secondsAt);
  const correlationId = optional(input, 'correlation_id', '', (v, m) => textAt(v, m, 128));
  return {
    code,
    status: statusAt(own(input, 'status'), 'status'),
    title: textAt(own(input, 'title'), 'title', 1024),
    ...(retryAfter !== undefined && { retryAfterMs: retryAfter * 1000 }),
    ...(correlationId !== undefined && { correlationId }),
    ...(code === 'interaction_required' && {
      interaction: parseInteraction(own(input, 'interaction'), 'interaction'),
    }),
  };
}

function statusAt(value: unknown, member: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 400 || value > 599)
    throw invalid(member, 'an HTTP status from 400 to 599');
  return value;
}

function secondsAt(value: unknown, member: string): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1e9))
    throw invalid(member, 'a number of seconds');
  return value;
}

function pixelsAt(value: unknown, member: string): number {
  if (typeof value !== 'number' || !(value >= 1 && value <= 10_000))
    throw invalid(member, 'a number of CSS pixels from 1 to 10000');
  return value;
}

function parseInteraction(value: unknown, member: string): Interaction {
  const object = objectAt(value, member);
  const at = `${member}.`;
  const params = optional(object, 'params', at, (v, m) => textsAt(v, m, 2048));
  const returnParam = optional(object, 'return_param', at, (v, m) => textAt(v, m, 64));
  const message = optional(object, 'message', at, (v, m) => textAt(v, m, 1024));
  const buttonCaption = optional(object, 'button_caption', at, (v, m) => textAt(v, m, 128));
  const width = optional(object, 'popup_width', at, pixelsAt);
  const height = optional(object, 'popup_height', at, pixelsAt);
  return {
    entryUrl: urlAt(own(object, 'entry_url'), `${at}entry_url`),
    returnUrl: urlAt(own(object, 'return_url'), `${at}return_url`),
    ...(params !== undefined && { params }),
    ...(returnParam !== undefined && { returnParam }),
    ...(message !== undefined && { message }),
    ...(buttonCaption !== undefined && { buttonCaption }),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
  };
}
