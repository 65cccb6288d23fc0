import { CliError } from '../cli-error.ts';
import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { shown } from '../output/shown.ts';
import { brightcoveSetup } from '../vendors/brightcove-setup.ts';
import { configuredValue } from './keys-list-command.ts';

/** `playgate keys delete` */
export const keysDeleteCommand: Command = {
  name: 'keys delete',
  about: 'Deletes a public key at Brightcove: what was signed with it opens nothing from then on.',
  operands: [{ name: 'id' }],
  options: { force: { about: 'delete it although brightcove.signingKey is its other half' } },
  example: 'playgate keys delete 0b2f6c1e-6f1d-4c52-9a55-6a0f4e0c7d11',
  async run(call: Call) {
    const [id = ''] = call.operands;
    const setup = await brightcoveSetup(call);
    const { keys } = await setup.client();
    const { signal } = call.io;
    const { value } = await keys.read(id, { signal });
    if (value === (await configuredValue(setup.section)) && !call.flag('force'))
      throw new CliError(
        'problem',
        'This is the key that you sign with now: without it every viewer loses the picture. --force deletes it all the same.',
      );
    await keys.delete(id, { signal });
    call.printer.result({ id, deleted: true }, `The key ${shown(id)} is deleted.`);
    return EXIT.ok;
  },
};
