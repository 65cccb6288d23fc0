import {
  bodyOf,
  checkVersion,
  invalid,
  isObject,
  may,
  need,
  object,
  oneOf,
  text,
  texts,
} from './members.ts';
import type { JsonValue, PassRequestBody } from './pass-request.ts';

/** How deep the `params` of a request may nest. */
const DEEPEST = 8;

/**
 * Turns the body of a pass request into a value. Members it does not know are dropped: whoever asks is never read from the body.
 *
 * @param input Parsed JSON.
 * @throws {ProtocolError} `not_an_object`, `unsupported_version`, `invalid_member`; nothing else.
 */
export function parsePassRequest(input: unknown): PassRequestBody {
  const request = bodyOf(input, 'A pass request');
  checkVersion(request);
  return {
    version: 1,
    asset: need(request, 'asset', text(512)),
    ...may(request, 'params', (value, member) =>
      copyObject(object(value, member).values, member, 1),
    ),
    ...may(request, 'answer', texts(8192)),
    ...may(request, 'fresh', oneOf([true, false])),
  };
}

function copyObject(
  values: Readonly<Record<string, unknown>>,
  member: string,
  depth: number,
): { readonly [key: string]: JsonValue } {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, copyJson(value, member, depth)]),
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
