import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { ibmSetup } from '../vendors/ibm-setup.ts';
import { readContent } from './read-content.ts';

/** `playgate locks remove` */
export const locksRemoveCommand: Command = {
  name: 'locks remove',
  about: 'Removes the lock of a channel or video at IBM. A video then has its channel’s.',
  operands: [{ name: 'content' }],
  options: {},
  example: 'playgate locks remove video:2002',
  async run(call: Call) {
    const content = readContent(call.operands[0]);
    const { hashLocks } = await (await ibmSetup(call)).api();
    await hashLocks.remove(content, { signal: call.io.signal });
    const open = content.startsWith('channel:') ? 'is open to everybody' : 'has its channel’s lock';
    call.printer.result({ content, removed: true }, `${content} ${open} now.`);
    return EXIT.ok;
  },
};
