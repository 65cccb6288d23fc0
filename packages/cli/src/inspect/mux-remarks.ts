import type { CompactToken } from './compact-token.ts';
import { problem, remarksOf } from './remark.ts';
import type { Remark } from './remark.ts';

/** What Mux's tokens are for, by `aud`: video, thumbnail, animation, storyboard, licence. */
const KINDS: readonly unknown[] = ['v', 't', 'g', 's', 'd'];

export function isMuxToken({ claims = {} }: CompactToken): boolean {
  return KINDS.includes(claims['aud']);
}

/** What Mux would say of a token. */
export function muxRemarks({ claims = {}, header }: CompactToken): readonly Remark[] {
  const { sub, exp, kid = header['kid'] } = claims;
  return remarksOf(
    [header['alg'] !== 'RS256', problem('Mux takes RS256 only.', 'Sign it with RS256.')],
    [
      typeof sub !== 'string' || sub === '',
      problem('It names no film.', 'Add sub, the playback id.'),
    ],
    [exp === undefined, problem('It lacks exp.', 'Add exp, in seconds since 1970.')],
    [
      typeof kid !== 'string',
      problem('It does not say which key signed it.', 'Add kid, the id of the signing key.'),
    ],
  );
}
