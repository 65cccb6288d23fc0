import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { DoctorCheck, DoctorContext, DoctorFinding } from '../../src/doctor/index.ts';
import { NOW } from '../support.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A real server on this machine that answers so, until the test is over. */
export async function patient(answer: Answer): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Where nothing listens any more. */
export async function closedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/`;
}

/** A server that gives one status, the same headers and body to everything. */
export function plainPatient(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<string> {
  return patient((_request, response) => {
    response.writeHead(status, headers).end(body);
  });
}

/** Time that stands still, and pauses that last until they are no longer needed. */
export const doctorContext: DoctorContext = {
  fetch: globalThis.fetch,
  signal: new AbortController().signal,
  clock: {
    now: () => NOW,
    sleep: (_ms, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
  },
};

/** What a check finds. */
export function examine(
  check: DoctorCheck,
  context: Partial<DoctorContext> = {},
): Promise<readonly DoctorFinding[]> {
  return check.run({ ...doctorContext, ...context });
}

/** The levels of findings, for a glance. */
export function levels(findings: readonly DoctorFinding[]): readonly string[] {
  return findings.map(({ level }) => level);
}
