import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { brightcoveClient } from '../vendors/brightcove-setup.ts';
import { tagCells, tokenTag } from './token-tag.ts';

/** `playgate blacklist list` */
export const blacklistListCommand: Command = {
  name: 'blacklist list',
  about: 'Lists the tokens on Brightcove’s blacklist, by tag, viewer and end.',
  operands: [],
  options: { reveal: { about: 'print the tokens themselves, too' } },
  example: 'playgate blacklist list',
  async run(call: Call) {
    const { blacklist } = await brightcoveClient(call);
    const { signal, clock } = call.io;
    const listed = await blacklist.list({ signal });
    const reveal = call.flag('reveal');
    call.printer.list(
      listed.map(({ token }) => {
        const text = token.reveal();
        const tag = tokenTag(text);
        const open = reveal ? [text] : [];
        return {
          value: { ...tag, ...(reveal && { token: text }) },
          cells: [...tagCells(tag, clock.now()), ...open],
        };
      }),
      'The blacklist is empty.',
    );
    return EXIT.ok;
  },
};
