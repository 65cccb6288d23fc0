import type { RegisteredKey } from '@playgate/server/brightcove';
import type { Call, Command } from '../command.ts';
import type { ConfigSection } from '../config/config-section.ts';
import { EXIT } from '../exit-code.ts';
import { shown } from '../output/shown.ts';
import type { Entry } from '../output/printer.ts';
import { brightcoveSetup } from '../vendors/brightcove-setup.ts';
import { publicKeyValue } from './public-key-value.ts';

/** `playgate keys list` */
export const keysListCommand: Command = {
  name: 'keys list',
  about:
    'Lists the public keys that Brightcove has of the account, and marks the one you sign with.',
  operands: [],
  options: {},
  example: 'playgate keys list',
  async run(call: Call) {
    const setup = await brightcoveSetup(call);
    const configured = await configuredValue(setup.section);
    const { keys } = await setup.client();
    const registered = await keys.list({ signal: call.io.signal });
    call.printer.list(
      registered.map((key) => entryOf(key, key.value === configured)),
      'No key is registered. playgate keys register registers one.',
    );
    return EXIT.ok;
  },
};

/** The public half of the configured key, if there is one. */
export async function configuredValue(section: ConfigSection): Promise<string | undefined> {
  const key = await section.maybeSecret('signingKey');
  return key && publicKeyValue(key.reveal())?.value;
}

function entryOf(
  { id, value, createdAt: at, algorithm }: RegisteredKey,
  isConfigured: boolean,
): Entry {
  const createdAt = at === undefined ? undefined : new Date(at).toISOString();
  const fingerprint = publicKeyValue(pemOf(value))?.fingerprint ?? 'no key that can be read';
  return {
    value: {
      ...{ id, fingerprint, value, configured: isConfigured },
      ...(createdAt !== undefined && { createdAt }),
      ...(algorithm !== undefined && { algorithm }),
    },
    cells: [
      shown(id),
      shown(createdAt ?? ''),
      `SHA-256 ${fingerprint}`,
      isConfigured ? 'signingKey' : '',
    ],
  };
}

function pemOf(value: string): string {
  return `-----BEGIN PUBLIC KEY-----\n${value}\n-----END PUBLIC KEY-----\n`;
}
