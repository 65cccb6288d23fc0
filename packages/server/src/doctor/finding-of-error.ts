import { isServerError } from '../server-error.ts';
import type { DoctorCheck, DoctorFinding } from './doctor-check.ts';
import { findingsOf } from './findings-of.ts';

/**
 * What an error says of a check. Only this package's own messages are shown: nobody knows what stands in others.
 */
export function findingOfError(
  { id, title }: Pick<DoctorCheck, 'id' | 'title'>,
  error: unknown,
): DoctorFinding {
  const { problem } = findingsOf(id);
  if (isServerError(error)) return problem(error.message, adviceOf(error.code));
  const name = error instanceof Error ? error.name : typeof error;
  return problem(
    `The check of ${title} failed with an error of its own (${name}).`,
    'Run it by itself to see the error; it is a fault of the check, not of what it looks at.',
  );
}

function adviceOf(code: string): string {
  if (code === 'config') return 'Correct the option that the sentence names.';
  if (code === 'vendor_connection' || code === 'vendor_timeout')
    return 'Try the same address from this machine, through the same proxy and firewall.';
  return `Look for ${code} among the codes of ServerError; they say what each one means.`;
}
