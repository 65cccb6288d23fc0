import type { SecureVideoUserRef } from './user-ref.ts';

/** Yes, sign this browser in as that user. */
export interface LoginAs {
  readonly kind: 'login-as';
  readonly user: SecureVideoUserRef;
  /** Opaque tag of the viewer, for the audit. */
  readonly viewer?: string;
  /** Where the browser goes when the login is over. Default: the client's `defaultReturnUrl`. */
  readonly returnUrl?: string;
}

/** Says whom to sign in. */
export function loginAs(
  user: SecureVideoUserRef,
  details: Pick<LoginAs, 'viewer' | 'returnUrl'> = {},
): LoginAs {
  return { ...details, kind: 'login-as', user };
}
