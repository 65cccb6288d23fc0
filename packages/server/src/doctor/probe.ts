import { networkFault } from '../api/network-fault.ts';
import { untilAborted } from '../api/until-aborted.ts';
import { withDeadline } from '../api/with-deadline.ts';
import { readAtMost } from '../call/read-at-most.ts';
import { ServerError } from '../server-error.ts';
import { shownUrl } from './checked-url.ts';
import type { DoctorContext } from './doctor-check.ts';

/** What a check was answered, whatever the status. */
export interface ProbeAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The first 64 KiB of the body; empty if it is longer. */
  readonly text: string;
}

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 65_536;

/**
 * Asks an address as it is: redirects are answers, not followed.
 *
 * @throws {ServerError} `vendor_connection`, `vendor_timeout`; the signal's reason when aborted.
 */
export async function probe(
  url: URL,
  init: RequestInit,
  { fetch, clock, signal: outer }: DoctorContext,
): Promise<ProbeAnswer> {
  const where = shownUrl(url);
  const late = (): ServerError =>
    new ServerError('vendor_timeout', `${where} did not answer within 10 seconds.`);
  try {
    return await withDeadline(
      (signal) => untilAborted(ask(url, { ...init, signal }, fetch), signal),
      { ms: TIMEOUT_MS, clock, late, outer },
    );
  } catch (error) {
    if (outer.aborted || error instanceof ServerError) throw error;
    // Without a cause: what a `fetch` throws may hold the request.
    const fault = networkFault(error);
    const reason = fault === undefined ? '' : `: ${wordsFor(fault)}`;
    throw new ServerError('vendor_connection', `${where} could not be reached${reason}.`);
  }
}

async function ask(
  url: URL,
  init: RequestInit,
  fetch: DoctorContext['fetch'],
): Promise<ProbeAnswer> {
  const { status, headers, body } = await fetch(url, { ...init, redirect: 'manual' });
  const text = new TextDecoder().decode(await readAtMost(body, MOST_BYTES));
  return { status, headers, text };
}

function wordsFor(fault: string): string {
  if (fault === 'ENOTFOUND' || fault === 'EAI_AGAIN') return 'its name is not known here';
  if (fault === 'ECONNREFUSED') return 'nothing listens there';
  if (/CERT|SIGNATURE|ALTNAME/.test(fault)) return 'its certificate is not trusted here';
  return fault;
}
