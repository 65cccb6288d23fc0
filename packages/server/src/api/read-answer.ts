import { ServerError } from '../server-error.ts';
import type { ApiAnswer } from './vendor-api.ts';

/** What an answer is read as. */
export interface Reading<T> {
  /** For errors: `a live stream`. */
  readonly what: string;
  /** `undefined` if it cannot be read. */
  read(body: unknown): T | undefined;
}

/** For answers that say nothing but that it is done. */
export const DONE: Reading<true> = { what: 'nothing', read: () => true };

/** Whose answer it is, for the error. */
export interface Answerer {
  /** As in `Vendor.id`. */
  readonly vendor: string;
  readonly name: string;
  /** What to look at when it cannot be read: `paths and apiUrl`. */
  readonly check: string;
}

/** @throws {ServerError} `vendor_response`, naming what it should have been. */
export function readAnswer<T>(
  { body, correlationId }: ApiAnswer,
  { what, read }: Reading<T>,
  { vendor, name, check }: Answerer,
): T {
  const found = read(body);
  if (found !== undefined) return found;
  throw new ServerError(
    'vendor_response',
    `${name} answered something else than ${what}. Check ${check}.`,
    { vendor, correlationId },
  );
}
