import { formatPass, mintPass } from '@playgate/server';
import type { Vendor } from '@playgate/server';
import { CliError } from '../cli-error.ts';
import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { formatInspection } from '../inspect/format-inspection.ts';
import { inspectPass } from '../inspect/inspect-pass.ts';
import { present } from '../present.ts';
import { readSeconds } from '../read-seconds.ts';
import { MINT_VENDORS } from '../vendors/mint-vendors.ts';

/** `playgate mint` */
export const mintCommand: Command = {
  name: 'mint',
  about: 'Mints a pass, as your backend would, and shows where it puts what.',
  operands: [{ name: 'asset' }],
  options: {
    vendor: {
      value: 'section',
      about: `${[...MINT_VENDORS.keys()].join(', ')}; needed where several are configured`,
    },
    viewer: { value: 'tag', about: 'whom it is for' },
    lifetime: { value: 'seconds', about: 'how long it lasts (default 3600)' },
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
  const configured = [...MINT_VENDORS.keys()].filter((name) => config.has(name));
  const [only, ...others] = configured;
  const name = call.option('vendor') ?? (others.length === 0 ? only : undefined);
  const setUp = name === undefined ? undefined : MINT_VENDORS.get(name);
  if (setUp !== undefined) return setUp(call);
  throw new CliError(
    'usage',
    `Say with --vendor which of ${[...MINT_VENDORS.keys()].join(', ')}; configured ${configured.length === 0 ? 'is none of them' : `are ${configured.join(', ')}`}.`,
  );
}
