import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { brightcoveClient } from '../vendors/brightcove-setup.ts';
import { readTokens } from './read-tokens.ts';
import { tagCells, tokenTag } from './token-tag.ts';

/** `playgate blacklist check` */
export const blacklistCheckCommand: Command = {
  name: 'blacklist check',
  about: 'Says whether tokens are on Brightcove’s blacklist. Exit code 1 if one is not.',
  operands: [{ name: 'file', optional: true }],
  options: {},
  details: 'Reads one token on each line, from a file or standard input.',
  example: 'playgate blacklist check stolen.txt',
  async run(call: Call) {
    const tokens = await readTokens(call);
    const { blacklist } = await brightcoveClient(call);
    const { signal, clock } = call.io;
    let all = true;
    for (const token of tokens) {
      const listed = await blacklist.has(token, { signal });
      all &&= listed;
      const tag = tokenTag(token);
      const said = [listed ? 'listed' : 'not listed', ...tagCells(tag, clock.now())];
      call.printer.item({ ...tag, listed }, said.join('  '));
    }
    return all ? EXIT.ok : EXIT.problem;
  },
};
