import { ServerError } from '../server-error.ts';
import { checkedUrl } from './checked-url.ts';
import { createDoctorCheck } from './create-doctor-check.ts';
import type { DoctorCheck, DoctorContext, DoctorFinding } from './doctor-check.ts';
import { findingsOf } from './findings-of.ts';
import { probe } from './probe.ts';

/** Options of `clockCheck`. */
export interface ClockCheckOptions {
  /** Any address whose answers have a `Date`, best the vendor's own. What it answers does not matter. */
  readonly url: string;
  /** Default `clock`. */
  readonly id?: string;
  /** From how many seconds on it is a warning, at least 1. Default 5. */
  readonly warningSeconds?: number;
  /** From how many seconds on it is a problem. Default 30. */
  readonly problemSeconds?: number;
}

/** By how much this clock is ahead, in milliseconds: somewhere between the two. */
interface Lead {
  readonly least: number;
  readonly most: number;
}

const ADVICE = 'Let the machine set its clock by NTP.';

/**
 * Compares this machine's clock with the `Date` of an answer (RFC 9110, 6.6.1), as exactly as whole seconds and the length of the call
 * allow. A clock that is ahead makes credentials that do not count yet, one that is behind makes them too short.
 *
 * @throws {ServerError} `config`
 */
export function clockCheck(options: ClockCheckOptions): DoctorCheck {
  const { id = 'clock', warningSeconds = 5, problemSeconds = 30 } = options;
  const url = checkedUrl(options.url, 'url');
  if (!(warningSeconds >= 1 && problemSeconds >= warningSeconds))
    throw new ServerError(
      'config',
      'warningSeconds must be at least 1, and problemSeconds at least that.',
    );
  return createDoctorCheck({ id, title: 'the clock' }, async (context) => {
    const lead = await leadOver(url, context);
    return [findingOf(lead, url.host, { id, warningSeconds, problemSeconds })];
  });
}

async function leadOver(url: URL, context: DoctorContext): Promise<Lead | undefined> {
  const before = context.clock.now();
  const { headers } = await probe(url, { method: 'GET' }, context);
  const after = context.clock.now();
  const date = Date.parse(headers.get('date') ?? '');
  // A cache's answer is as old as it says, and was not made between the two looks at the clock.
  if (Number.isNaN(date) || Number(headers.get('age') ?? 0) > 0) return undefined;
  return { least: before - (date + 1000), most: after - date };
}

function findingOf(
  lead: Lead | undefined,
  host: string,
  limits: Required<Omit<ClockCheckOptions, 'url'>>,
): DoctorFinding {
  const { ok, warning, problem } = findingsOf(limits.id);
  if (lead === undefined)
    return warning(
      `The answer of ${host} has no Date of its own, so the clock could not be compared.`,
      'Choose an address that no cache answers.',
    );
  const certain = lead.least > 0 ? lead.least : Math.max(0, -lead.most);
  const about = Math.round((lead.least + lead.most) / 2000);
  if (certain < limits.warningSeconds * 1000)
    return ok(`The clock agrees with that of ${host}, as far as whole seconds tell.`);
  const [by, effect] =
    about > 0
      ? [`ahead of`, 'What is signed now is from its future, and is refused there.']
      : [`behind`, 'What is signed now has lost that much of its life there.'];
  const summary = `The clock is about ${Math.abs(about)} seconds ${by} that of ${host}. ${effect}`;
  return certain < limits.problemSeconds * 1000
    ? warning(summary, ADVICE)
    : problem(summary, ADVICE);
}
