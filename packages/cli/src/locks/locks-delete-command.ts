import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { ibmSetup } from '../vendors/ibm-setup.ts';
import { readContent } from '../vendors/read-content.ts';

/** `playgate locks delete` */
export const locksDeleteCommand: Command = {
  name: 'locks delete',
  about: 'Deletes the lock of a channel or video at IBM. A video then has its channel’s.',
  operands: [{ name: 'content' }],
  options: {},
  example: 'playgate locks delete video:2002',
  async run(call: Call) {
    const content = readContent(call.operands[0]);
    const { hashLocks } = await (await ibmSetup(call)).client();
    await hashLocks.delete(content, { signal: call.io.signal });
    const open = content.startsWith('channel:') ? 'is open to everybody' : 'has its channel’s lock';
    call.printer.result({ content, deleted: true }, `${content} ${open} now.`);
    return EXIT.ok;
  },
};
