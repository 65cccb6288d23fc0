import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { brightcoveClient } from '../vendors/brightcove-setup.ts';
import { readTokens } from './read-tokens.ts';
import { tagCells, tokenTag } from './token-tag.ts';

/** `playgate blacklist add` */
export const blacklistAddCommand: Command = {
  name: 'blacklist add',
  about: 'Puts tokens on Brightcove’s blacklist, so that they open no more keys and licences.',
  operands: [{ name: 'file', optional: true }],
  options: {},
  details:
    'Reads one token on each line, from a file or standard input. The list has room for 100; a change takes up to a minute to reach the edges.',
  example: 'playgate blacklist add stolen.txt',
  async run(call: Call) {
    const tokens = await readTokens(call);
    const { blacklist } = await brightcoveClient(call);
    const { signal, clock } = call.io;
    for (const token of tokens) {
      await blacklist.add(token, { signal });
      const tag = tokenTag(token);
      call.printer.item(
        { ...tag, added: true },
        ['added', ...tagCells(tag, clock.now())].join('  '),
      );
    }
    call.printer.note('It takes up to a minute to count everywhere.');
    return EXIT.ok;
  },
};
