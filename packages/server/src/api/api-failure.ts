import { ServerError } from '../server-error.ts';
import type { ServerErrorCode, ServerErrorDetails } from '../server-error.ts';

/** Makes the errors of one call: each says which vendor and which call it was. */
export type ApiFailure = (
  code: ServerErrorCode,
  problem: string,
  details?: ServerErrorDetails,
) => ServerError;

/** @param name The vendor's name, with which every message begins. */
export function apiFailure(name: string, vendor: string, correlationId: string): ApiFailure {
  return (code, problem, details) =>
    new ServerError(code, `${name} ${problem}`, { ...details, vendor, correlationId });
}
