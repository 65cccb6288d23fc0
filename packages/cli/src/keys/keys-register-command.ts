import { CliError } from '../cli-error.ts';
import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { shown } from '../output/shown.ts';
import { readGiven } from '../read-given.ts';
import { brightcoveSetup } from '../vendors/brightcove-setup.ts';
import { publicKeyValue } from './public-key-value.ts';

/** `playgate keys register` */
export const keysRegisterCommand: Command = {
  name: 'keys register',
  about: 'Registers a public key at Brightcove, so that it takes what you sign.',
  operands: [{ name: 'file', optional: true }],
  options: {},
  details:
    'Registers the public half of brightcove.signingKey, or of the key in a file (PEM). The private half is never sent.',
  example: 'playgate keys register keys/brightcove.pub.pem',
  async run(call: Call) {
    const setup = await brightcoveSetup(call);
    const [file] = call.operands;
    const pem =
      file === undefined
        ? (await setup.section.secret('signingKey')).reveal()
        : await readGiven(call, file);
    const key = publicKeyValue(pem);
    if (key === undefined)
      throw new CliError(
        file === undefined ? 'config' : 'usage',
        `${file === undefined ? 'brightcove.signingKey' : 'The file'} is no key in PEM. playgate keys make makes one.`,
      );
    const client = await setup.client();
    const { signal } = call.io;
    const registered = await client.keys.register({ publicKey: key.value }, { signal });
    call.printer.result(
      { id: registered.id, fingerprint: key.fingerprint },
      `The key is registered as ${shown(registered.id)}.\n  SHA-256  ${key.fingerprint}`,
    );
    return EXIT.ok;
  },
};
