export { startSandbox } from './start-sandbox.ts';
export type { Sandbox } from './start-sandbox.ts';
export { startFaultOrigin } from './transport/start-fault-origin.ts';
export type { FaultOrigin, FaultOriginOptions } from './transport/start-fault-origin.ts';
export type { Transport } from './transport/transport.ts';
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
export type { DoorName, ListenerName } from './listener/listener-name.ts';
export type { RequestKind } from './listener/request-kind.ts';
