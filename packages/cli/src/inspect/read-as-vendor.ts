import { brightcoveRemarks } from './brightcove-remarks.ts';
import type { CompactToken } from './compact-token.ts';
import { ibmRemarks, vtRemarks } from './ibm-remarks.ts';
import { isMuxToken, muxRemarks } from './mux-remarks.ts';
import type { Remark } from './remark.ts';

/** Whose token it is by what is in it, and what that vendor would say of it. */
export interface VendorReading {
  /** Part of a sentence. */
  readonly what: string;
  readonly remarks: readonly Remark[];
}

/** Tells whose token it is by its claims, and holds it to that vendor's document. */
export function readAsVendor(token: CompactToken, now: number): VendorReading {
  if (token.kind === 'jwe') return { what: 'as IBM’s vt', remarks: vtRemarks(token) };
  const { claims = {}, header } = token;
  if ('accid' in claims || 'conid' in claims)
    return { what: 'as Brightcove takes it', remarks: brightcoveRemarks(token) };
  if (header['alg'] === 'RS512' && 'sub' in claims)
    return { what: 'as IBM has it inside a vt', remarks: ibmRemarks(token, now) };
  if (isMuxToken(token)) return { what: 'as Mux takes it', remarks: muxRemarks(token) };
  return { what: 'of a vendor that is not known here', remarks: [] };
}
