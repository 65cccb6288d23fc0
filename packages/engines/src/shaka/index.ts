export type { Protection } from '@playgate/client/adapter';
export { protectShaka } from './protect-shaka.ts';
export type { ProtectShakaOptions } from './protect-shaka.ts';
export type { ShakaPlayer } from './shaka.ts';
