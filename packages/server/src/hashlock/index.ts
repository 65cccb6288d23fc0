export { createHashlockEntryHandler } from './create-hashlock-entry-handler.ts';
export { createHashlockPassPage } from './create-hashlock-pass-page.ts';
export type { HashlockPassPageOptions, HashlockReturn } from './create-hashlock-pass-page.ts';
export { formatHashlock, hashlockReturnUrl } from './format-hashlock.ts';
export { hashlockDigest } from './hashlock-digest.ts';
export type { HashlockDigestOptions } from './hashlock-digest.ts';
export { signedIn } from './hashlock-entry-options.ts';
export type {
  DecideEntry,
  EntryVisit,
  HashlockEntryOptions,
  SignedIn,
} from './hashlock-entry-options.ts';
export type { HashlockKeyOptions } from './hashlock-key.ts';
export type { HashlockValues } from './hashlock-values.ts';
export { hashlock } from './hashlock.ts';
export type { HashlockOptions } from './hashlock.ts';
export type { Md5 } from './md5.ts';
export { mintHashlock } from './mint-hashlock.ts';
export type { Hashlock, MintHashlockOptions } from './mint-hashlock.ts';
export { verifyHashlock } from './verify-hashlock.ts';
export type { HashlockRefusal, HashlockVerdict, VerifyHashlockOptions } from './verify-hashlock.ts';
