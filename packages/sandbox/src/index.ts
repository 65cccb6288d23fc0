export { startSandbox } from './start-sandbox.ts';
export type { Sandbox } from './start-sandbox.ts';
export { startFaultOrigin } from './start-fault-origin.ts';
export type { FaultOrigin, FaultOriginOptions } from './start-fault-origin.ts';
export type { Transport } from './faults/transport.ts';
export type { LockOptions, SandboxOptions } from './sandbox-options.ts';
export type { SandboxKeys } from './sandbox-keys.ts';
export { SandboxError } from './sandbox-error.ts';
export type { SandboxErrorCode } from './sandbox-error.ts';
export type {
  ClockReading,
  ControlVerbs,
  CredentialOrder,
  MintedScheme,
} from './control/control-verbs.ts';
export type { ActiveFault, Fault, FaultAction, FaultPlace } from './faults/fault.ts';
export type { JournalEntry, JournalPage } from './listener/journal.ts';
export type { CredentialClass, Verdict } from './credentials/judgement.ts';
export type { CredentialFilter, VendorName } from './credentials/credentials.ts';
export type { Leak } from './leaks/leak-watch.ts';
export type { CanaryEncoding } from './leaks/canary-scan.ts';
export type { DoorName, ListenerName } from './listener-name.ts';
export type { RequestKind } from './http/request-kind.ts';
