import { createSecureVideoClient } from '@playgate/server/secure-video';
import type { SecureVideoClient } from '@playgate/server/secure-video';
import type { VendorWatch } from '../desk/watch-vendors.ts';
import type { SandboxAccess } from '../sandbox-access.ts';

/** Our client at SecureVideo. */
export function connectVisits(
  { addresses, keys }: SandboxAccess,
  origin: string,
  { onCall, onSecureVideoRefusal }: Pick<VendorWatch, 'onCall' | 'onSecureVideoRefusal'>,
): SecureVideoClient {
  return createSecureVideoClient({
    ...keys.secureVideo,
    apiUrl: addresses.secureVideo,
    hubUrl: `${addresses.secureVideo}/`,
    login: { returnUrls: [`${origin}/`], defaultReturnUrl: `${origin}/visits` },
    onCall,
    onRefusal: onSecureVideoRefusal,
  });
}
