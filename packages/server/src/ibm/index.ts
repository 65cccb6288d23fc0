export type { CallOptions } from '../api/call-options.ts';
export { createIbmClient } from './client/create-ibm-client.ts';
export type { IbmClient, IbmClientOptions } from './client/create-ibm-client.ts';
export { createIbmHashTester } from './hashlock/create-ibm-hash-tester.ts';
export type { HashTesterOptions } from './hashlock/create-ibm-hash-tester.ts';
export { createIbmKeySet } from './viewer-auth/create-ibm-key-set.ts';
export type { IbmKeySet, IbmKeySetOptions } from './viewer-auth/create-ibm-key-set.ts';
export { createIbmViewerTokens } from './viewer-auth/create-ibm-viewer-tokens.ts';
export type {
  IbmSigningKey,
  IbmViewerToken,
  IbmViewerTokenOrder,
  IbmViewerTokens,
  IbmViewerTokensOptions,
} from './viewer-auth/create-ibm-viewer-tokens.ts';
export type { IbmAccessOptions } from './client/ibm-access.ts';
export type { IbmChannel } from './client/ibm-channel.ts';
export type { IbmContent } from './client/ibm-content.ts';
export { ibmDoctor } from './ibm-doctor.ts';
export type { IbmDoctorOptions } from './ibm-doctor.ts';
export { ibmEmbed } from './ibm-embed.ts';
export type { IbmEmbedOptions } from './ibm-embed.ts';
export type { IbmEmbedLock, IbmEmbedLocks } from './client/ibm-embed-locks.ts';
export { ibmHashlockEntry } from './hashlock/ibm-hashlock-entry.ts';
export type { IbmHashlockEntryOptions } from './hashlock/ibm-hashlock-entry.ts';
export type { HashLock, IbmHashLocks, NewHashLock } from './client/ibm-hash-locks.ts';
export type { IbmPasswordLocks } from './client/ibm-password-locks.ts';
export { ibmViewerAuth } from './viewer-auth/ibm-viewer-auth.ts';
export type { IbmViewerAuthOptions } from './viewer-auth/ibm-viewer-auth.ts';
export { ibmViewerAuthEntry } from './viewer-auth/ibm-viewer-auth-entry.ts';
export type {
  DecideViewerAuth,
  IbmViewerAuthEntryOptions,
  ViewerAuthVisit,
} from './viewer-auth/ibm-viewer-auth-entry.ts';
export type {
  IbmViewerAuthSettings,
  ViewerAuthSetting,
} from './viewer-auth/ibm-viewer-auth-settings.ts';
export { interactionFromLock } from './hashlock/interaction-from-lock.ts';
export type { InteractionOptions } from './hashlock/interaction-from-lock.ts';
export type { SealingKey } from './viewer-auth/sealing-key.ts';
export type { IbmRateLimit } from './client/watch-rate-limit.ts';
