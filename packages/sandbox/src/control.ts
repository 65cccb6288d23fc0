import type { ClockReading, ControlVerbs } from './control/control-verbs.ts';
import type { Fault } from './faults/fault.ts';
import { SandboxError } from './sandbox-error.ts';
import type { SandboxKeys } from './sandbox-keys.ts';

export interface ControlOptions {
  /** Default is the global one. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Ends every request that is under way. */
  readonly signal?: AbortSignal;
}

/** A sandbox that runs in another process. */
export interface Control extends ControlVerbs {
  /** The keys of its run. A browser is refused them. */
  keys(): Promise<SandboxKeys>;
}

/**
 * Commands a sandbox through its control API.
 *
 * @param address Origin of the listener `control`, such as `http://127.0.0.1:4610`.
 * @throws {SandboxError} from every verb: `control_failed`, with what the sandbox said or why it was not reached.
 */
export function createControl(address: string, options: ControlOptions = {}): Control {
  const call = createCall(address, options);
  return {
    journal: (after = 0) => call('GET', `/journal?after=${after}`),
    clearJournal: () => call('DELETE', '/journal'),
    addFault: (fault: Fault) => call('POST', '/faults', fault),
    faults: async () =>
      (await call<{ faults: Awaited<ReturnType<Control['faults']>> }>('GET', '/faults')).faults,
    removeFault: (id) => call('DELETE', `/faults/${encodeURIComponent(id)}`),
    clearFaults: () => call('DELETE', '/faults'),
    clock: () => call<ClockReading>('GET', '/clock'),
    setClock: (offsetMs) => call('POST', '/clock', { offsetMs }),
    expireCredentials: (filter = {}) => call('POST', '/credentials/expire', filter),
    revokeCredentials: (filter = {}) => call('POST', '/credentials/revoke', filter),
    mintCredential: (order) => call('POST', '/credentials', order),
    setPresignedLifetime: (lifetimeMs) => call('POST', '/presigned', { lifetimeMs }),
    rotateSecretKey: (graceMs) => call('POST', '/keys/rotate', { graceMs }),
    tell: (vendor, command, details = {}) =>
      call('POST', `/vendors/${vendor}/${encodeURIComponent(command)}`, details),
    addCanary: (name, value) => call('POST', '/canaries', { name, value }),
    clearCanaries: () => call('DELETE', '/canaries'),
    leaks: async () =>
      (await call<{ leaks: Awaited<ReturnType<Control['leaks']>> }>('GET', '/leaks')).leaks,
    reset: () => call('POST', '/reset', {}),
    keys: () => call('GET', '/keys'),
  };
}

type Call = <Answer>(method: string, path: string, body?: object) => Promise<Answer>;

function createCall(address: string, { fetch = globalThis.fetch, signal }: ControlOptions): Call {
  return async (method, path, body) => {
    const init: RequestInit = {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
      ...(signal && { signal }),
    };
    const response = await fetch(new URL(path, address).href, init).catch((cause: unknown) => {
      throw new SandboxError(
        'control_failed',
        `No sandbox answers at ${address}. Start one: npx @playgate/sandbox`,
        { cause },
      );
    });
    const text = await response.text();
    if (!response.ok)
      throw new SandboxError(
        'control_failed',
        `The sandbox answered ${method} ${path} with ${response.status}: ${text}`,
      );
    return text === '' ? undefined : JSON.parse(text);
  };
}
