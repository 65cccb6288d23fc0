import { createSecureVideoClient } from '@playgate/server/secure-video';
import type { SecureVideoClient } from '@playgate/server/secure-video';
import type { VendorWatch } from '../desk/watch-vendors.ts';
import type { SandboxAccess } from '../sandbox-access.ts';

/** Our client at SecureVideo. */
export interface VisitDesk {
  readonly client: SecureVideoClient;
  /** Forgets that the hour's quota is spent: what follows a call to the vendor's support. */
  startAfresh(): void;
}

export function createVisitDesk(
  { addresses, keys }: SandboxAccess,
  origin: string,
  { onCall, onSecureVideoRefusal }: Pick<VendorWatch, 'onCall' | 'onSecureVideoRefusal'>,
): VisitDesk {
  const connect = (): SecureVideoClient =>
    createSecureVideoClient({
      ...keys.secureVideo,
      baseUrl: addresses.secureVideo,
      hubUrl: `${addresses.secureVideo}/`,
      login: { returnUrls: [`${origin}/`], defaultReturnUrl: `${origin}/visits` },
      onCall,
      onRefusal: onSecureVideoRefusal,
    });
  let client = connect();
  return {
    get client() {
      return client;
    },
    startAfresh() {
      client = connect();
    },
  };
}
