export type { CallOptions } from '../api/call-options.ts';
export { createIbmClient } from './create-ibm-client.ts';
export type { IbmClient, IbmClientOptions } from './create-ibm-client.ts';
export { createIbmHashTester } from './create-ibm-hash-tester.ts';
export type { HashTesterOptions } from './create-ibm-hash-tester.ts';
export { createIbmKeySet } from './create-ibm-key-set.ts';
export type { IbmKeySet, IbmKeySetOptions } from './create-ibm-key-set.ts';
export { createIbmViewerTokens } from './create-ibm-viewer-tokens.ts';
export type {
  IbmSigningKey,
  IbmViewerToken,
  IbmViewerTokenOrder,
  IbmViewerTokens,
  IbmViewerTokensOptions,
} from './create-ibm-viewer-tokens.ts';
export type { IbmAccessOptions } from './ibm-access.ts';
export type { IbmChannel } from './ibm-channel.ts';
export type { IbmContent } from './ibm-content.ts';
export { ibmDoctor } from './ibm-doctor.ts';
export type { IbmDoctorOptions } from './ibm-doctor.ts';
export { ibmEmbed } from './ibm-embed.ts';
export type { IbmEmbedOptions } from './ibm-embed.ts';
export type { IbmEmbedLock, IbmEmbedLocks } from './ibm-embed-locks.ts';
export { ibmHashlockEntry } from './ibm-hashlock-entry.ts';
export type { IbmHashlockEntryOptions } from './ibm-hashlock-entry.ts';
export type { HashLock, IbmHashLocks, NewHashLock } from './ibm-hash-locks.ts';
export type { IbmPasswordLocks } from './ibm-password-locks.ts';
export { ibmViewerAuth } from './ibm-viewer-auth.ts';
export type { IbmViewerAuthOptions } from './ibm-viewer-auth.ts';
export { ibmViewerAuthEntry } from './ibm-viewer-auth-entry.ts';
export type {
  DecideViewerAuth,
  IbmViewerAuthEntryOptions,
  ViewerAuthVisit,
} from './ibm-viewer-auth-entry.ts';
export type { IbmViewerAuthSettings, ViewerAuthSetting } from './ibm-viewer-auth-settings.ts';
export { interactionFromLock } from './interaction-from-lock.ts';
export type { InteractionOptions } from './interaction-from-lock.ts';
export type { SealingKey } from './sealing-key.ts';
export type { IbmRateLimit } from './watch-rate-limit.ts';
