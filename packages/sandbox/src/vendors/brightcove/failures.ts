import type { JsonObject } from '../../json-members.ts';
import { SandboxError } from '../../sandbox-error.ts';
import {
  allowDetails,
  detail,
  isCount,
  isName,
  isWordOf,
  neededDetail,
} from './command-details.ts';
import type { Denial } from './denial.ts';
import { DOCUMENTED_ERRORS } from './documented-errors.ts';
import type { DoorName } from './door.ts';
import { DOORS } from './door.ts';

/** Documented errors that a door has been told to answer next. */
export interface Failures {
  /** @throws {SandboxError} `invalid_option` that names the member. */
  order(details: JsonObject): void;
  /** The error that befalls this request. */
  take(door: DoorName): Denial | undefined;
}

const isDoor = isWordOf(DOORS);

export function createFailures(): Failures {
  const ordered = new Map<DoorName, { readonly denial: Denial; readonly times: number }>();
  return {
    order(details) {
      allowDetails(details, ['door', 'error', 'times']);
      const door = neededDetail(details, 'door', isDoor, `one of ${DOORS.join(', ')}`);
      const error = neededDetail(details, 'error', isName, 'an error_subcode or error_code');
      const times = detail(details, 'times', isCount, 'a whole number') ?? 1;
      ordered.set(door, { denial: documented(door, error), times });
    },
    take(door) {
      const { denial, times = 0 } = ordered.get(door) ?? {};
      if (denial === undefined || times === 0) return undefined;
      ordered.set(door, { denial, times: times - 1 });
      return denial;
    },
  };
}

function documented(door: DoorName, error: string): Denial {
  const denials = DOCUMENTED_ERRORS[door];
  const found = denials.find(({ code, subcode = code }) => subcode === error);
  if (found) return found;
  const names = denials.map(({ code, subcode = code }) => subcode).join(', ') || 'none';
  throw new SandboxError('invalid_option', `error at ${door} must be one of: ${names}.`);
}
