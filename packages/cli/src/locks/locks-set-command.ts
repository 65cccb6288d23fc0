import { CliError } from '../cli-error.ts';
import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { present } from '../present.ts';
import { ibmSetup } from '../vendors/ibm-setup.ts';
import { readContent } from '../vendors/read-content.ts';

const WORDS = {
  created: 'is locked now',
  replaced: 'has this lock now, instead of the one it had',
  set: 'has this lock now',
};

/** `playgate locks set` */
export const locksSetCommand: Command = {
  name: 'locks set',
  about: 'Locks a channel or video at IBM, or changes its lock.',
  operands: [{ name: 'content' }],
  options: {
    url: { value: 'url', about: 'where viewers sign in' },
    message: { value: 'text', about: 'what the lock screen says' },
    button: { value: 'text', about: 'what its button says' },
    width: { value: 'pixels', about: 'of the window' },
    height: { value: 'pixels', about: 'of the window' },
  },
  details: 'Responses are then signed with ibm.lockSecret of the configuration.',
  example: 'playgate locks set channel:1001 --url https://app.example/hashlock/entry',
  async run(call: Call) {
    const content = readContent(call.operands[0]);
    const url = call.option('url');
    if (url === undefined) throw new CliError('usage', 'locks set needs --url <url>.');
    const setup = await ibmSetup(call);
    const options = present({
      message: call.option('message'),
      buttonCaption: call.option('button'),
      popupWidth: readPixels(call, 'width'),
      popupHeight: readPixels(call, 'height'),
    });
    const lock = { url, secret: await setup.lockSecret(), ...options };
    const { hashLocks } = await setup.client();
    const outcome = await hashLocks.set(content, lock, { signal: call.io.signal });
    call.printer.result({ content, outcome }, `${content} ${WORDS[outcome]}.`);
    return EXIT.ok;
  },
};

function readPixels(call: Call, name: string): number | undefined {
  const text = call.option(name);
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new CliError('usage', `--${name} must be a whole number of pixels.`);
  return Number(text);
}
