import { formatDuration } from '../output/format-duration.ts';
import type { CompactToken } from './compact-token.ts';
import { problem, remarksOf } from './remark.ts';
import type { Remark } from './remark.ts';

/** How long a token counts after it was made, in seconds. */
const COUNTS = 60;

/** What IBM would say of what is inside a `vt`. @see IBM Video Streaming, "Viewer Authentication Token". */
export function ibmRemarks({ claims = {} }: CompactToken, now: number): readonly Remark[] {
  const { iat, sub } = claims;
  const age = typeof iat === 'number' ? now / 1000 - iat : 0;
  return remarksOf(
    [
      typeof sub !== 'string' || sub === '',
      problem('It names no viewer.', 'Add sub, the viewer’s id.'),
    ],
    [iat === undefined, problem('It lacks iat.', 'Add iat: when it was made.')],
    [
      age > COUNTS,
      problem(
        `It is ${formatDuration(age)} old; IBM takes it for ${COUNTS} seconds.`,
        'Mint one for each load of the player.',
      ),
    ],
  );
}

/** What IBM would say of a `vt`, by the little that can be seen from outside. */
export function vtRemarks({ header: { alg, enc, kid } }: CompactToken): readonly Remark[] {
  return remarksOf(
    [
      alg !== 'RSA-OAEP' || enc !== 'A256CBC-HS512',
      problem(
        'It is not encrypted as IBM’s document says.',
        'Use alg RSA-OAEP and enc A256CBC-HS512.',
      ),
    ],
    [
      typeof kid !== 'string',
      problem(
        'It does not say with which of IBM’s keys.',
        'Add kid, from the key set that IBM publishes.',
      ),
    ],
  );
}
