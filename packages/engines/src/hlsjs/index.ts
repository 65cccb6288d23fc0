export type { Protection } from '@playgate/client/adapter';
export type { HlsPlayer } from './hls.ts';
export { playgateConfig } from './playgate-config.ts';
export { protectHls } from './protect-hls.ts';
export type { ProtectHlsOptions } from './protect-hls.ts';
