export { alertOnRefusals } from './api/refusal-alert.ts';
export type { RefusalAlert, RefusalAlertOptions } from './api/refusal-alert.ts';
export { createUsageCounters } from './api/usage-counters.ts';
export type {
  UsageCounters,
  UsageCountersOptions,
  UsageDimension,
  UsageTotal,
} from './api/usage-counters.ts';
export type { ApiClock, ApiMethod, VendorApiOptions, VendorCallEvent } from './api/vendor-api.ts';
export type { Audit, AuditEvent, AuditOutcome } from './audit-event.ts';
export type { Clock } from './clock.ts';
export { createPassHandler } from './pass/create-pass-handler.ts';
export { deny, grant, interact } from './mint/decision.ts';
export type {
  Decision,
  Deny,
  DenyDetails,
  DenyReason,
  Grant,
  Interact,
  PlaybackGrant,
  ViewerToken,
  ViewerTokenOptions,
} from './mint/decision.ts';
export { isPlainAsset } from './pass/is-plain-asset.ts';
export { memoryStore } from './store/memory-store.ts';
export type { MemoryStoreOptions } from './store/memory-store.ts';
export { mintPass } from './mint/mint-pass.ts';
export type { MintPassOptions } from './mint/mint-pass.ts';
export type { Decide, DecideContext, PassHandlerOptions } from './pass/pass-handler-options.ts';
export { Secret, secret } from './secret/secret.ts';
export type { SecretChecks, SecretInput } from './secret/secret.ts';
export { isServerError, ServerError } from './server-error.ts';
export type { ServerErrorCode, ServerErrorDetails } from './server-error.ts';
export type { Store } from './store/store.ts';
export { systemClock } from './system-clock.ts';
export type { MintContext, MintedPass, Vendor } from './vendor.ts';
export { epochMs, formatPass, parsePass } from '@playgate/protocol';
export type { EpochMs, Interaction, PassBody, PlaybackPass } from '@playgate/protocol';
