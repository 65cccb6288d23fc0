import { once } from 'node:events';
import { setTimeout as timer } from 'node:timers/promises';
import type { Wait } from './faults/apply-fault.ts';
import { check } from './check.ts';
import type { ControlVerbs } from './control/control-verbs.ts';
import { isLoopbackOrigin } from './http/cors.ts';
import { createFaults } from './faults/faults.ts';
import { createJournal } from './listener/journal.ts';
import { UNGUARDED } from './credentials/judgement.ts';
import { createListener } from './listener/listener.ts';
import { parseFault } from './parse-command.ts';
import { requestKind } from './http/request-kind.ts';
import { createSandboxClock } from './sandbox-clock.ts';
import { forward } from './faults/forward.ts';

/** Options of `startFaultOrigin`. */
export interface FaultOriginOptions {
  /** Default is 0: any that is free. */
  readonly port?: number;
  /** `localhost` is another site to a browser than `127.0.0.1`. Default is `127.0.0.1`. */
  readonly host?: '127.0.0.1' | 'localhost';
  /** Milliseconds since 1970, for the journal. Default is the system's. */
  readonly now?: () => number;
  /** As the sandbox's. */
  readonly wait?: Wait;
}

/** A server in front of another one, which lets its answers fail. Its journal calls it `front`. */
export interface FaultOrigin extends Pick<
  ControlVerbs,
  'addFault' | 'faults' | 'clearFaults' | 'journal' | 'clearJournal'
> {
  /** Its origin, to be used in place of the other one's. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Stands in front of a server of this computer, such as your own backend, and plays it the failures that the sandbox plays its own.
 *
 * @param target Its origin, such as `http://localhost:3000`.
 * @throws {SandboxError} `invalid_option`.
 */
export async function startFaultOrigin(
  target: string,
  { port = 0, host = '127.0.0.1', now, wait = unhurried }: FaultOriginOptions = {},
): Promise<FaultOrigin> {
  check(isLoopbackOrigin(target), 'target must be an http origin of this computer.');
  const [journal, faults, clock] = [createJournal(), createFaults(), createSandboxClock(now)];
  const server = createListener(
    {
      name: 'front',
      kind: (path) => requestKind(path, 'api'),
      judge: () => UNGUARDED,
      serve: (request) => forward(request, target),
    },
    { clock, wait, records: { journal, faults } },
  );
  server.listen(port, host);
  await once(server, 'listening');
  const bound = server.address();
  return {
    address: `http://${host}:${typeof bound === 'object' ? bound?.port : ''}`,
    addFault: async (fault) => ({ id: faults.add(parseFault(fault)) }),
    faults: async () => faults.list(),
    clearFaults: async () => faults.clear(),
    journal: async (after) => journal.read(after),
    clearJournal: async () => journal.clear(),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Keeps no process alive. */
const unhurried: Wait = (ms) => timer(ms, undefined, { ref: false });
