import { formatHashlock, mintHashlock } from '@playgate/server/hashlock';
import { CliError } from '../cli-error.ts';
import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { REDACTED } from '../inspect/inspection.ts';
import { formatMoment } from '../output/format-duration.ts';
import { shown } from '../output/shown.ts';
import { readSeconds } from '../read-seconds.ts';
import { hashlockSettings } from './hashlock-settings.ts';

/** `playgate hash mint` */
export const hashMintCommand: Command = {
  name: 'hash mint',
  about: 'Signs an authentication response (hashlock) for a viewer.',
  operands: [{ name: 'field=value', many: true }],
  options: {
    lifetime: {
      value: 'seconds',
      about: 'how long it lasts, at most lifetimeSeconds (default 300)',
    },
    reveal: { about: 'print the response itself, and nothing else' },
  },
  details:
    'The configuration’s section "hashlock" says the secret and the fields, in signing order. Without --reveal the hash is not shown.',
  example: 'playgate hash mint user=u-1001 --reveal',
  async run(call: Call) {
    const values = Object.fromEntries(call.operands.map(readPair));
    const { key, lifetimeSeconds: max } = await hashlockSettings(await call.config());
    const lifetimeSeconds = readSeconds(call.option('lifetime'), '--lifetime');
    const now = call.io.clock.now();
    const hashlock = mintHashlock(values, {
      ...key,
      now,
      ...(lifetimeSeconds !== undefined && { lifetimeSeconds }),
      ...(max !== undefined && { maxLifetimeSeconds: max }),
    });
    const reveal = call.flag('reveal');
    const response = formatHashlock(reveal ? hashlock : { ...hashlock, hash: REDACTED });
    const until = formatMoment(hashlock.expires, now);
    call.printer.result(
      { params: Object.fromEntries(hashlock.params), expires: hashlock.expires, response },
      reveal ? response : `${shown(response)}\nIt lasts until ${until}. --reveal prints it whole.`,
    );
    return EXIT.ok;
  },
};

function readPair(text: string): readonly [name: string, value: string] {
  const at = text.indexOf('=');
  if (at < 1)
    throw new CliError('usage', 'Give each field as name=value, for example user=u-1001.');
  return [text.slice(0, at), text.slice(at + 1)];
}
