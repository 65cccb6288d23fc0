import { ServerError } from '../server-error.ts';
import { percentEncode } from './percent-encode.ts';
import type { ApiPath } from './vendor-api.ts';

/** The most bytes that a part may have, encoded. As much as a token in a path needs. */
const LONGEST_PART = 8192;

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
/** A step that climbs or stays, for those too who decode before they split. */
const DOT_STEP = /(?:^|[/\\])\.{1,2}(?:$|[/\\])/;

/**
 * A path whose parts cannot change where it leads: `` apiPath`/accounts/${id}/keys` ``. Each part is percent-encoded wholly.
 *
 * @param parts Texts from 1 to 8192 bytes, encoded, without control characters and dot segments; or whole numbers.
 * @throws {ServerError} `invalid_value`, naming the part by its place. The value is not told, nor the path: browsers hear of this code.
 */
export function apiPath(
  texts: TemplateStringsArray,
  ...parts: readonly (string | number)[]
): ApiPath {
  const pattern = texts.join('{}');
  const encoded = parts.map((part, i) => encodePart(part, `Part ${i + 1} of a path`));
  return { text: String.raw({ raw: texts }, ...encoded), pattern };
}

function encodePart(part: unknown, name: string): string {
  if (Number.isSafeInteger(part)) return String(part);
  if (typeof part !== 'string' || part === '')
    throw new ServerError('invalid_value', `${name} is missing. Give a text or a whole number.`);
  if (CONTROL.test(part) || DOT_STEP.test(part))
    throw new ServerError(
      'invalid_value',
      `${name} holds control characters or dot segments. Give an id alone.`,
    );
  const encoded = percentEncode(part, name);
  if (encoded.length > LONGEST_PART)
    throw new ServerError(
      'invalid_value',
      `${name} is longer than ${LONGEST_PART} bytes. Give an id alone.`,
    );
  return encoded;
}
