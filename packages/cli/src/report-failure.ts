import { isServerError } from '@playgate/server';
import { CliError } from './cli-error.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { paintFor } from './output/paint.ts';

/** What is told of an error. */
interface Failure {
  readonly exit: ExitCode;
  readonly code: string;
  readonly message: string;
  /** What the vendor said, in its own closed list of words. */
  readonly reason?: string;
  readonly status?: number;
  readonly correlationId?: string;
}

/**
 * Says on standard error why a command failed: a sentence, or a line of JSON. Of errors that are not ours only the kind is told: nobody
 * knows what stands in their messages.
 */
export function reportFailure(error: unknown, io: CliIo, json: boolean): ExitCode {
  const { exit, ...failure } = failureOf(error, io.signal.aborted);
  const { message, correlationId } = failure;
  const paint = paintFor(io.stderr, io.env);
  const tied = correlationId === undefined ? '' : ` (correlation id ${correlationId})`;
  io.stderr.write(`${json ? JSON.stringify({ error: failure }) : paint.bad(message) + tied}\n`);
  return exit;
}

function failureOf(error: unknown, aborted: boolean): Failure {
  if (aborted) return { exit: EXIT.interrupted, code: 'aborted', message: 'Stopped.' };
  if (error instanceof CliError)
    return { exit: EXIT[error.code], code: error.code, message: error.message };
  if (!isServerError(error)) {
    const name = error instanceof Error ? error.name : typeof error;
    const message = `playgate failed with an error that it does not know (${name}).`;
    return { exit: EXIT.problem, code: 'unknown', message };
  }
  const { code, message, reason, status, correlationId } = error;
  return {
    exit: exitOf(code),
    code,
    message,
    ...(reason !== undefined && { reason }),
    ...(status !== undefined && { status }),
    ...(correlationId !== undefined && { correlationId }),
  };
}

function exitOf(code: string): ExitCode {
  if (code === 'config') return EXIT.config;
  if (code === 'aborted') return EXIT.interrupted;
  if (code === 'invalid_grant' || code === 'invalid_value') return EXIT.usage;
  return code.startsWith('vendor_') ? EXIT.vendor : EXIT.problem;
}
