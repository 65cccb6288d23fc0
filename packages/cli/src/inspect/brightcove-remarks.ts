import { formatDuration } from '../output/format-duration.ts';
import type { CompactToken } from './compact-token.ts';
import { problem, remarksOf, warning } from './remark.ts';
import type { Remark } from './remark.ts';

/** How long a token may last, in seconds: 30 days. */
const LONGEST = 30 * 86_400;

/** What Brightcove would say of a token. @see Brightcove, "Creating a JSON Web Token". */
export function brightcoveRemarks({ claims = {}, header }: CompactToken): readonly Remark[] {
  const { iat, exp, accid, aud } = claims;
  const life = typeof iat === 'number' && typeof exp === 'number' ? exp - iat : 0;
  return remarksOf(
    [
      header['alg'] !== 'RS256',
      warning('Brightcove’s document names RS256 only.', 'Sign it with RS256.'),
    ],
    [
      typeof accid !== 'string',
      problem('It names no account.', 'Add accid, the account’s id as a text.'),
    ],
    [iat === undefined, problem('It lacks iat.', 'Add iat: when it was made.')],
    [exp === undefined, problem('It never expires.', 'Add exp, at most 30 days after iat.')],
    [
      life > LONGEST,
      problem(
        `It lasts ${formatDuration(life)}; 30 days are allowed.`,
        'Set exp to at most 30 days after iat, and rather to minutes.',
      ),
    ],
    [
      aud !== undefined && !Array.isArray(aud),
      problem('Its aud is no list.', 'Write aud as a list of texts, or leave it out.'),
    ],
  );
}
