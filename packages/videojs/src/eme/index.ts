export { eme } from './eme.ts';
export type { EmeOptions } from './eme.ts';
export { LicenseError } from './license-error.ts';
export type { LicenseErrorCode } from './license-error.ts';
