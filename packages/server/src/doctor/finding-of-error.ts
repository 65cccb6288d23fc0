import { isServerError } from '../server-error.ts';
import type { ServerErrorCode } from '../server-error.ts';
import type { DoctorCheck, DoctorFinding } from './doctor-check.ts';
import { findingsOf } from './findings-of.ts';

/** What to do, by the code. */
const ADVICE: Readonly<Partial<Record<ServerErrorCode, string>>> = {
  config: 'Correct the option that the sentence names.',
  vendor_connection: 'Try the same address from this machine, through the same proxy and firewall.',
  vendor_timeout: 'Try the same address from this machine, through the same proxy and firewall.',
  vendor_credentials: 'Compare the credentials with those that the vendor shows.',
  vendor_forbidden: 'Give the credentials the permission that this call needs.',
  vendor_rate_limited: 'Wait, and make fewer calls.',
  vendor_response: 'Look whether the address is right, and whether a proxy answers in its place.',
};
const OTHERWISE = 'Try again. If it stays so, ask the vendor, with the time of the call.';

/**
 * What an error says of a check. Only this package's own messages are shown: nobody knows what stands in others.
 */
export function findingOfError(
  { id, title }: Pick<DoctorCheck, 'id' | 'title'>,
  error: unknown,
): DoctorFinding {
  const { problem } = findingsOf(id);
  if (isServerError(error)) return problem(error.message, ADVICE[error.code] ?? OTHERWISE);
  const name = error instanceof Error ? error.name : typeof error;
  return problem(
    `The check of ${title} failed with an error of its own (${name}).`,
    'Run it by itself to see the error; it is a fault of the check, not of what it looks at.',
  );
}
