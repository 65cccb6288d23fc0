import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.ts';
import { sandboxTerminal } from './sandbox-terminal.ts';
import type { SandboxTerminal } from './sandbox-terminal.ts';
import { HASH_SECRET, piped } from './terminal.ts';

const PAGE = fileURLToPath(new URL('../../../docs/cli.md', import.meta.url));
const NOW = Date.UTC(2026, 0, 31, 10);

/** What differs from run to run, and one that never does for each, in the order in which they turn up. */
function createStandIns() {
  const known = new Map<string, string>();
  const patterns = [
    /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g,
    /\b[0-9a-f]{64}\b/g,
    /\b[0-9a-f]{16}\b/g,
  ];
  const standIn = (real: string): string => {
    const found = known.get(real);
    if (found !== undefined) return found;
    const alike = [...known.keys()].filter(({ length }) => length === real.length).length;
    const hex = createHash('sha256').update(`${real.length} ${alike}`).digest('hex');
    const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    const made = real.includes('-') ? uuid : hex.slice(0, real.length);
    known.set(real, made);
    return made;
  };
  return {
    hide: (text: string): string =>
      patterns.reduce((hidden, pattern) => hidden.replaceAll(pattern, standIn), text),
    real: (text: string): string =>
      [...known].reduce((shown, [real, made]) => shown.replaceAll(made, real), text),
  };
}

/** Where the page says that the sandbox is: its default ports. */
function hidePorts(text: string, addresses: SandboxTerminal['sandbox']['addresses']): string {
  return Object.values(addresses).reduce(
    (shown, address, i) =>
      shown.replaceAll(address.replace('http://', ''), `127.0.0.1:${4610 + i}`),
    text,
  );
}

/** The page's own configuration, and the files that its examples name. */
async function terminalOfPage(): Promise<SandboxTerminal> {
  const shell = await sandboxTerminal(NOW);
  Object.assign(shell.config['brightcove'] ?? {}, { signingKey: { file: 'keys/brightcove.pem' } });
  Object.assign(shell.config['ibm'] ?? {}, { signingKey: { file: 'keys/ibm.pem' } });
  shell.config['doctor'] = {
    origin: 'http://localhost:5173',
    brightcove: { asset: 'video:6300000000001' },
    ibm: { locked: ['channel:1001'] },
  };
  await shell.save();
  await shell.write('keys/.keep', '');
  const encoded = (value: unknown): string =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  const seconds = NOW / 1000;
  const late = { accid: '1100863500123', iat: seconds - 900, exp: seconds - 180, uid: 'u-1001' };
  const header = encoded({ alg: 'RS256', typ: 'JWT' });
  await shell.write('late-token.txt', `${header}.${encoded(late)}.c2lnbmF0dXJl`);
  const live = { ...late, exp: seconds + 600 };
  await shell.write('stolen.txt', `${header}.${encoded(live)}.c2lnbmF0dXJl\n`);
  const digest = createHash('md5')
    .update(`u-1001|${seconds - 60}|${HASH_SECRET}`)
    .digest('hex');
  await shell.write('response.json', [
    { user: 'u-1001' },
    { hashExpire: seconds - 60 },
    { hash: digest },
  ]);
  return shell;
}

/** Runs one line of the page, pipes included, and gives what a terminal shows. */
async function typed(line: string, shell: SandboxTerminal): Promise<string> {
  let [shown, input] = ['', ''];
  for (const command of line.split(' | ')) {
    shown = '';
    let output = '';
    await shell.run(command.replace('playgate ', ''), {
      ...piped(input),
      stdout: { write: (text) => (output += text) && (shown += text) },
      stderr: { write: (text) => (shown += text) },
    });
    input = output;
  }
  return shown;
}

describe('docs/cli.md', () => {
  it('shows what its commands print', async () => {
    const page = await readFile(PAGE, 'utf8');
    const shell = await terminalOfPage();
    const standIns = createStandIns();
    const pieces = page.split(/(^```console\n[\s\S]*?^```$)/m);
    for (const [i, piece] of pieces.entries()) {
      if (!piece.startsWith('```console')) continue;
      let printed = '```console\n';
      for (const line of piece.split('\n').filter((one) => one.startsWith('$ '))) {
        const shown = await typed(standIns.real(line.slice(2)), shell);
        printed += `${line}\n${standIns.hide(hidePorts(shown, shell.sandbox.addresses))}`;
      }
      pieces[i] = `${printed}\`\`\``;
    }
    await expect(pieces.join('')).toMatchFileSnapshot(PAGE);
  });

  it('has an example of every command', async () => {
    const page = await readFile(PAGE, 'utf8');
    const { COMMANDS } = await import('../src/commands.ts');
    for (const { name } of COMMANDS) expect(page).toContain(`$ playgate ${name}`);
  });

  it('shows a configuration that every command takes', async () => {
    const page = await readFile(PAGE, 'utf8');
    const [, json = ''] = /^```json\n([\s\S]*?)^```$/m.exec(page) ?? [];
    const shell = await sandboxTerminal();
    await shell.write('playgate.config.json', json);
    await shell.run('keys make --out made');
    for (const file of ['keys/brightcove.pem', 'keys/ibm.pem'])
      await shell.write(file, await readFile(`${shell.folder}/made.pem`, 'utf8'));
    await shell.write('playgate-store.mjs', await readFile(`${shell.folder}/store.mjs`, 'utf8'));
    // A sandbox's key is for the sandbox only.
    for (const name of Object.keys(shell.env)) shell.env[name] = `live-${name}-0123456789`;
    const fetch = () => Promise.reject(new TypeError('fetch failed'));
    for (const argv of [
      ...['keys list', 'cut-off u-2', 'locks read channel:1001'],
      ...['brightcove', 'catchTheShow', 'ibm', 'stapi'].map(
        (vendor) => `mint video:1 --vendor ${vendor} --viewer u-1`,
      ),
    ])
      expect([argv, (await shell.run(argv, { fetch })).code]).toEqual([
        argv,
        argv.startsWith('cut-off') ? EXIT.ok : EXIT.vendor,
      ]);
    expect((await shell.run('hash mint user=u-1')).code).toBe(EXIT.ok);
    const { stdout } = await shell.run('doctor --json', { fetch });
    expect(stdout).not.toContain('.configuration');
  });
});
