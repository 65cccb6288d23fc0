import { isControl } from './hashlock-response.ts';
import type { HashlockResponse } from './hashlock-response.ts';
import { problem, remarksOf, warning } from './remark.ts';
import type { Remark } from './remark.ts';
import { timeRemarks } from './time-remarks.ts';

/**
 * What is wrong with an authentication response, its secret aside.
 *
 * @see IBM Video Streaming, "Implementing viewer authentication" (deprecated), and its hash tester.
 */
export function hashlockRemarks(response: HashlockResponse, now: number): readonly Remark[] {
  const { items, params, hash, expires } = response;
  return [
    ...remarksOf(
      [
        !items.every(isSingle),
        problem(
          'Not every item is an object with one member.',
          'Write each parameter as an object of its own, in the order in which they are hashed.',
        ),
      ],
      [
        expiresEarly(response),
        problem(
          'hashExpire stands before a parameter, so the vendor hashes them in another order.',
          'Write hashExpire after all parameters.',
        ),
      ],
      [hash === undefined, problem('It has no hash.', 'Add { "hash": … } as the last item.')],
      [
        hash !== undefined && !(typeof hash === 'string' && /^[0-9a-f]{32}$/.test(hash)),
        problem(
          'Its hash is not 32 lower-case hexadecimal digits.',
          'Write the MD5 in lower case; the vendor compares texts.',
        ),
      ],
      [
        params.some(([, value]) => typeof value === 'string' && value.includes('|')),
        problem(
          'A value has a "|", so the same hash fits other values, too.',
          'Take "|" out of values; playgate hash mint and the kit’s handlers refuse it.',
        ),
      ],
      [
        expires === undefined,
        warning(
          'It never expires: who has it once can watch for ever.',
          'Add hashExpire, a few minutes ahead, and hash it.',
        ),
      ],
    ),
    ...(expires === undefined ? [] : timeRemarks({ hashExpire: expires }, now)),
  ];
}

/** The vendor's tester takes both control members in one object. */
function isSingle(item: unknown): boolean {
  if (typeof item !== 'object' || item === null) return false;
  const names = Object.keys(item);
  return names.length === 1 || names.every(isControl);
}

function expiresEarly({ entries }: HashlockResponse): boolean {
  const expiry = entries.findIndex(([name]) => name === 'hashExpire');
  return expiry !== -1 && expiry < entries.findLastIndex(([name]) => !isControl(name));
}
