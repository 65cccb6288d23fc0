import { invalid, isObject, objectAt, optional, own, textAt, textsAt } from './members.ts';
import type { JsonValue, PassRequestBody } from './pass-request.ts';
import { ProtocolError } from './protocol-error.ts';

/** How deep the `params` of a request may nest. */
const DEEPEST = 8;

/**
 * Turns the body of a pass request into a value. Members it does not know are dropped: whoever asks is never read from the body.
 *
 * @param input Parsed JSON.
 * @throws {ProtocolError} `not_an_object`, `unsupported_version`, `invalid_member`; nothing else.
 */
export function parsePassRequest(input: unknown): PassRequestBody {
  if (!isObject(input))
    throw new ProtocolError('not_an_object', '', 'A pass request must be a JSON object.');
  if (own(input, 'version') !== 1)
    throw new ProtocolError('unsupported_version', 'version', 'version must be 1.');
  const params = optional(input, 'params', '', (value, member) =>
    copyObject(objectAt(value, member), member, 1),
  );
  const answer = optional(input, 'answer', '', (value, member) => textsAt(value, member, 8192));
  return {
    version: 1,
    asset: textAt(own(input, 'asset'), 'asset', 512),
    ...(params !== undefined && { params }),
    ...(answer !== undefined && { answer }),
  };
}

function copyObject(
  object: Readonly<Record<string, unknown>>,
  member: string,
  depth: number,
): { readonly [key: string]: JsonValue } {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, copyJson(value, member, depth)]),
  );
}

function copyJson(value: unknown, member: string, depth: number): JsonValue {
  if (depth > DEEPEST) throw invalid(member, `nested at most ${DEEPEST} deep`);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => copyJson(item, member, depth + 1));
  if (isObject(value)) return copyObject(value, member, depth + 1);
  throw invalid(member, 'JSON');
}
