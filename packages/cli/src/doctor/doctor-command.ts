import { isServerError } from '@playgate/server';
import { createDoctorCheck, runDoctor } from '@playgate/server/doctor';
import type { DoctorCheck } from '@playgate/server/doctor';
import { CliError } from '../cli-error.ts';
import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { createProgress } from '../output/create-progress.ts';
import { formatRemark } from '../output/format-remark.ts';
import { sharedChecks } from './shared-checks.ts';
import { VENDORS } from '../vendors/vendors.ts';

const NAMES = VENDORS.map(({ section }) => section).join(', ');

/** `playgate doctor` */
export const doctorCommand: Command = {
  name: 'doctor',
  about: 'Says in words what is wrong with a configuration, and what to do. Changes nothing.',
  operands: [{ name: 'vendor', optional: true }],
  options: {},
  details: `Looks at every vendor that is configured (${NAMES}), or at one; and at what the section "doctor" names: a clock, the address that calls come from, a pass endpoint, CORS. Exit code 1 if there is a problem.`,
  example: 'playgate doctor brightcove',
  async run(call: Call) {
    const { io, printer } = call;
    const checks = await checksFor(call, call.operands[0]);
    const progress = io.stderr.isTTY === true ? createProgress(io.stderr) : undefined;
    const count = { ok: 0, warning: 0, problem: 0 };
    const findings = runDoctor(checks, {
      ...{ fetch: io.fetch, clock: io.clock, signal: io.signal },
      onProgress: ({ title, index, count: all }) => progress?.show(title, (index - 1) / all),
    });
    try {
      for await (const finding of findings) {
        progress?.end();
        count[finding.level] += 1;
        const summary = `${finding.id}: ${finding.summary}`;
        printer.item(finding, formatRemark({ ...finding, summary }, printer.paint));
      }
    } finally {
      progress?.end();
    }
    printer.note(
      `${counted(count.problem, 'problem')}, ${counted(count.warning, 'warning')}, ${count.ok} well.`,
    );
    return count.problem === 0 ? EXIT.ok : EXIT.problem;
  },
};

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

async function checksFor(call: Call, named: string | undefined): Promise<readonly DoctorCheck[]> {
  const config = await call.config();
  if (named !== undefined && !VENDORS.some(({ section }) => section === named))
    throw new CliError('usage', `The doctor knows these vendors: ${NAMES}.`);
  if (named !== undefined) config.section(named);
  const doctor = config.has('doctor') ? config.section('doctor') : undefined;
  const chosen = VENDORS.filter(
    ({ section }) => config.has(section) && section === (named ?? section),
  );
  const ofVendors = chosen.map(({ section, checks }) =>
    checks(call, doctor).catch((error) => [unset(section, error)]),
  );
  const shared = named === undefined ? sharedChecks(config) : [];
  return [...(await Promise.all(ofVendors)).flat(), ...shared];
}

/** A vendor whose configuration cannot be read is what the doctor is there to tell of. */
function unset(vendor: string, error: unknown): DoctorCheck {
  const id = `${vendor}.configuration`;
  return createDoctorCheck({ id, title: `the configuration of ${vendor}` }, () => {
    if (!(error instanceof CliError) && !isServerError(error)) throw error;
    const { message: summary } = error;
    return Promise.resolve([
      { id, level: 'problem', summary, advice: 'Correct what the sentence names.' },
    ]);
  });
}
