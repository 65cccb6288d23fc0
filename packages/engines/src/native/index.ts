export type { Protection } from '@playgate/client/adapter';
export { protectNative } from './protect-native.ts';
export type { ProtectNativeOptions } from './protect-native-options.ts';
