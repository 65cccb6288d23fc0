import { formatPass, mintPass } from '@playgate/server';
import type { Vendor } from '@playgate/server';
import { CliError } from '../cli-error.ts';
import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { formatInspection } from '../inspect/format-inspection.ts';
import { inspectPass } from '../inspect/inspect-pass.ts';
import { formatDuration } from '../output/format-duration.ts';
import { present } from '../present.ts';
import { readSeconds } from '../read-seconds.ts';
import { VENDORS } from '../vendors/vendors.ts';

const MINTING = VENDORS.filter(({ mints }) => mints !== undefined);
const NAMES = MINTING.map(({ section }) => section).join(', ');

/** `playgate mint` */
export const mintCommand: Command = {
  name: 'mint',
  about: 'Mints a pass, as your backend would, and shows where it puts what.',
  operands: [{ name: 'asset' }],
  options: {
    vendor: {
      value: 'section',
      about: `${NAMES}; needed where several are configured`,
    },
    viewer: { value: 'tag', about: 'whom it is for' },
    lifetime: { value: 'seconds', about: 'how long it lasts (default 3600, which is the most)' },
    reveal: { about: 'print the pass itself, and nothing else' },
  },
  details:
    'The asset is spelled as the vendor has it: video:<id> for Brightcove. Nobody is asked whether this viewer may: that is your backend’s to decide. Without --reveal nothing that opens a film is shown.',
  example: 'playgate mint video:6300000000001 --vendor brightcove --viewer u-1001',
  async run(call: Call) {
    const [asset = ''] = call.operands;
    const { clock, signal } = call.io;
    const lifetimeSeconds = readSeconds(call.option('lifetime'), '--lifetime');
    const vendor = await chosenVendor(call);
    const now = clock.now();
    const grant = { asset, ...present({ viewer: call.option('viewer'), lifetimeSeconds }) };
    const pass = formatPass(await mintPass({ vendor, grant, now, signal }));
    const { expires_in: lasts = Infinity } = pass;
    if (lifetimeSeconds !== undefined && lasts < lifetimeSeconds)
      call.printer.note(
        `It lasts ${formatDuration(lasts)} only: an hour is the most here, and some vendors give less.`,
      );
    const reveal = call.flag('reveal');
    const inspection = inspectPass(pass, { now, reveal });
    const { printer } = call;
    printer.result(
      { vendor: vendor.id, ...inspection.contents },
      reveal ? JSON.stringify(pass, null, 2) : formatInspection(inspection, printer.paint),
    );
    return EXIT.ok;
  },
};

async function chosenVendor(call: Call): Promise<Vendor> {
  const config = await call.config();
  const configured = MINTING.map(({ section }) => section).filter((name) => config.has(name));
  const [only, ...others] = configured;
  const name = call.option('vendor') ?? (others.length === 0 ? only : undefined);
  const mints = MINTING.find(({ section }) => section === name)?.mints;
  if (mints !== undefined) return mints(call);
  const which = configured.length === 0 ? 'is none of them' : `are ${configured.join(', ')}`;
  throw new CliError('usage', `Say with --vendor which of ${NAMES}; configured ${which}.`);
}
