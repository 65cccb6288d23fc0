import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/commands.ts';
import { EXIT } from '../src/index.ts';
import { sandboxTerminal } from './sandbox-terminal.ts';
import type { SandboxTerminal } from './sandbox-terminal.ts';

/** A call of every command, with everything that it can take. */
const CALLS: Readonly<Record<string, string>> = {
  doctor: 'doctor',
  inspect: 'inspect token.txt',
  mint: 'mint video:6300000000001 --vendor brightcove --viewer u-1 --lifetime 60',
  'keys make': 'keys make --out made --algorithm ES256',
  'keys register': 'keys register',
  'keys list': 'keys list',
  'keys delete': 'keys delete 00000000-0000-4000-8000-000000000000 --force',
  'hash mint': 'hash mint user=u-1 --lifetime 60',
  'hash verify': 'hash verify response.json',
  'locks read': 'locks read video:2002 --channel channel:1001',
  'locks set': 'locks set video:2003 --url https://app.example/entry --message Hello --button In',
  'locks delete': 'locks delete video:2002',
  'blacklist add': 'blacklist add token.txt',
  'blacklist list': 'blacklist list',
  'blacklist check': 'blacklist check token.txt',
  'blacklist delete': 'blacklist delete token.txt',
  'cut-off': 'cut-off u-1',
  audit: 'audit 2023-11-13 --out audit.csv',
};

/** What a vendor, or the way to it, may do to tell secrets. */
type Fetch = typeof globalThis.fetch;
const worlds: Readonly<Record<string, (secrets: readonly string[]) => Fetch | undefined>> = {
  'a vendor that answers': () => undefined,
  'a vendor that repeats secrets in an error': (secrets) => () =>
    Promise.resolve(
      new Response(JSON.stringify({ error: secrets, message: secrets.join(' ') }), {
        status: 400,
        headers: { 'X-Debug': encodeURIComponent(secrets.join(' ')) },
      }),
    ),
  'a vendor that repeats secrets in what is no error': (secrets) => () =>
    Promise.resolve(new Response(secrets.join('\n'), { status: 200 })),
  'a network that names secrets when it fails': (secrets) => () =>
    Promise.reject(new TypeError(`fetch failed: ${secrets.join(' ')}`)),
};

/** A signature, and what stands before it. */
const SIGNATURE = Buffer.from('canary of a signature').toString('base64url');
const TOKEN = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${Buffer.from('{"uid":"u-1"}').toString('base64url')}.${SIGNATURE}`;

async function prepared(): Promise<SandboxTerminal> {
  const shell = await sandboxTerminal();
  await shell.write('token.txt', TOKEN);
  shell.canaries.add('signature', SIGNATURE);
  const hash = '0253acee466a26b0327617b55851116e';
  await shell.write('response.json', [{ user: 'u-1' }, { hashExpire: 1 }, { hash }]);
  shell.canaries.add('hash', hash);
  return shell;
}

it('every command is called here', () => {
  expect(Object.keys(CALLS).toSorted()).toEqual(COMMANDS.map(({ name }) => name).toSorted());
});

describe.each(Object.entries(worlds))('with %s', (_world, makeFetch) => {
  // The scanner is in the terminal, and shown to find a planted leak beside it.
  it.each(Object.values(CALLS))('playgate %s tells no secret', async (argv) => {
    const shell = await prepared();
    const fetch = makeFetch([...Object.values(shell.env), SIGNATURE]);
    for (const call of [argv, `${argv} --json`]) {
      const { code, stdout, stderr } = await shell.run(call, { ...(fetch && { fetch }) });
      expect(Object.values(EXIT)).toContain(code);
      expect(stdout + stderr).not.toContain('does not know (');
    }
  });
});
