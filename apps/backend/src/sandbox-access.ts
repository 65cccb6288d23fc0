import type { Sandbox } from '@playgate/sandbox';

/** Where the stand-ins for the vendors are. */
export type SandboxAddresses = Sandbox['addresses'];

/** What the backend knows of the sandbox: what a real one knows of its vendors. */
export type SandboxAccess = Pick<Sandbox, 'addresses' | 'keys'>;
