import type { CompactToken } from './compact-token.ts';
import { problem } from './remark.ts';
import type { Remark } from './remark.ts';

/** What every verifier refuses. */
export function signatureRemarks({ header, signature, kind }: CompactToken): readonly Remark[] {
  const { alg } = header;
  if (kind === 'jwe') return [];
  if (typeof alg !== 'string' || alg.toLowerCase() === 'none' || signature === '')
    return [problem('It is not signed.', 'Sign it; every vendor refuses alg "none".')];
  if (!/^HS\d/.test(alg)) return [];
  return [
    problem(
      'It is signed with a secret that whoever verifies it has, too.',
      'Sign it with a key pair: RS256 for Brightcove and Mux, RS512 for IBM.',
    ),
  ];
}
