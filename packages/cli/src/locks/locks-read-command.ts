import type { HashLock } from '@playgate/server/ibm';
import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { REDACTED } from '../inspect/inspection.ts';
import { formatTable } from '../output/format-table.ts';
import { shown } from '../output/shown.ts';
import { ibmSetup } from '../vendors/ibm-setup.ts';
import { readContent } from '../vendors/read-content.ts';

/** `playgate locks read` */
export const locksReadCommand: Command = {
  name: 'locks read',
  about: 'Shows the lock (hashlock) of a channel or video at IBM.',
  operands: [{ name: 'content' }],
  options: {
    channel: { value: 'channel:id', about: 'whose lock a video has where it has none of its own' },
    reveal: { about: 'show the secret, which IBM gives for videos' },
  },
  example: 'playgate locks read video:2002 --channel channel:1001',
  async run(call: Call) {
    const content = readContent(call.operands[0]);
    const above = call.option('channel');
    const channel = above === undefined ? {} : { channel: readContent(above) };
    const { hashLocks } = await (await ibmSetup(call)).client();
    const lock = await hashLocks.read(content, { signal: call.io.signal, ...channel });
    const known = visible(lock, call.flag('reveal'));
    call.printer.result(
      known,
      formatTable(Object.entries(known).map(([name, value]) => [name, shown(String(value))])),
    );
    return EXIT.ok;
  },
};

function visible(
  { secret, ...lock }: HashLock,
  reveal: boolean,
): Readonly<Record<string, unknown>> {
  if (secret === undefined) return lock;
  return { ...lock, secret: reveal ? secret.reveal() : REDACTED };
}
