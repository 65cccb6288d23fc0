import { isServerError } from '@playgate/server';
import { createDoctorCheck, runDoctor } from '@playgate/server/doctor';
import type { DoctorCheck } from '@playgate/server/doctor';
import { CliError } from '../cli-error.ts';
import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { createProgress } from '../output/create-progress.ts';
import { formatRemark } from '../output/format-remark.ts';
import { sharedChecks } from './shared-checks.ts';
import { VENDOR_CHECKS } from './vendor-checks.ts';

/** `playgate doctor` */
export const doctorCommand: Command = {
  name: 'doctor',
  about: 'Says in words what is wrong with a configuration, and what to do. Changes nothing.',
  operands: [{ name: 'vendor', optional: true }],
  options: {},
  details: `Looks at every vendor that is configured (${[...VENDOR_CHECKS.keys()].join(', ')}), or at one; and at what the section "doctor" names: a clock, the address that calls come from, a pass endpoint, CORS. Exit code 1 if there is a problem.`,
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
    for await (const finding of findings) {
      progress?.end();
      count[finding.level] += 1;
      const summary = `${finding.id}: ${finding.summary}`;
      printer.item(finding, formatRemark({ ...finding, summary }, printer.paint));
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

async function checksFor(call: Call, vendor: string | undefined): Promise<readonly DoctorCheck[]> {
  const config = await call.config();
  if (vendor !== undefined && !VENDOR_CHECKS.has(vendor))
    throw new CliError(
      'usage',
      `The doctor knows these vendors: ${[...VENDOR_CHECKS.keys()].join(', ')}.`,
    );
  if (vendor !== undefined) config.section(vendor);
  const names = config.names.filter((name) => name === (vendor ?? name));
  const doctor = config.has('doctor') ? config.section('doctor') : undefined;
  const ofVendors = names.map(async (name) => {
    const setUp = VENDOR_CHECKS.get(name);
    return setUp === undefined ? [] : setUp(call, doctor).catch((error) => [unset(name, error)]);
  });
  const shared = vendor === undefined ? sharedChecks(config) : [];
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
