export { createSecureVideoClient } from './create-secure-video-client.ts';
export type { SecureVideoClient } from './create-secure-video-client.ts';
export { createSecureVideoLoginHandler } from './create-secure-video-login-handler.ts';
export type { SecureVideoLoginHandlerOptions } from './create-secure-video-login-handler.ts';
export type {
  SecureVideoPriority,
  SecureVideoQuota,
  SecureVideoQuotaOptions,
} from './hourly-budget.ts';
export { leadTo } from './lead-to.ts';
export { loginAs } from './login-as.ts';
export type { LoginAs } from './login-as.ts';
export type { SecureVideoCallOptions } from './secure-video-caller.ts';
export type { SecureVideoClientOptions } from './secure-video-client-options.ts';
export { secureVideoDoctor } from './secure-video-doctor.ts';
export type { SecureVideoDoctorOptions } from './secure-video-doctor.ts';
export { secureVideoJoinLink } from './secure-video-join-link.ts';
export type { SecureVideoJoinCode, SecureVideoJoinLinkOptions } from './secure-video-join-link.ts';
export type { SecureVideoKeyOptions } from './secure-video-keys.ts';
export type {
  SecureVideoLogin,
  SecureVideoLoginOptions,
  SecureVideoLogins,
} from './secure-video-logins.ts';
export type { SecureVideoReturn } from './secure-video-return.ts';
export type {
  NewSecureVideoParticipant,
  SecureVideoParticipant,
} from './secure-video-participant.ts';
export { secureVideoReason } from './secure-video-refusal.ts';
export type { SecureVideoReason, SecureVideoRefusal } from './secure-video-refusal.ts';
export type {
  NewSecureVideoSession,
  SecureVideoSession,
  SecureVideoSessionFilter,
  SecureVideoSessions,
} from './secure-video-sessions.ts';
export type { SecureVideoUsage, SecureVideoUsageRecord } from './secure-video-usage.ts';
export type {
  NewSecureVideoUser,
  SecureVideoUser,
  SecureVideoUserChanges,
  SecureVideoUsers,
} from './secure-video-users.ts';
export { secureVideo } from './secure-video.ts';
export type { SecureVideoOptions } from './secure-video.ts';
export type { SecureVideoUserRef } from './user-ref.ts';
