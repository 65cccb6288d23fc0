import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/index.ts';
import { HASH_SECRET, terminal } from '../terminal.ts';

const good = { hashlock: { secret: { env: 'HASH_SECRET' } } };
const MINT = 'hash mint user=u-1';

describe('the configuration', () => {
  it('is playgate.config.json where the command was started', async () => {
    const { run, write } = await terminal();
    await write('playgate.config.json', good);
    expect((await run(MINT)).code).toBe(EXIT.ok);
  });

  it('may lie elsewhere, and its files are looked for beside it', async () => {
    const { run, write } = await terminal();
    await write('deep/config.json', { hashlock: { secret: { file: 'hash.secret' } } });
    await write('deep/hash.secret', `${HASH_SECRET}\n`);
    expect((await run(`${MINT} --config deep/config.json`)).code).toBe(EXIT.ok);
  });

  it('gives the same secret from a file, without its line end, as from the environment', async () => {
    const { run, write } = await terminal();
    await write('a.json', good);
    await write('b.json', { hashlock: { secret: { file: 'hash.secret' } } });
    await write('hash.secret', `${HASH_SECRET}\r\n`);
    const [a, b] = [
      await run(`${MINT} --config a.json --reveal`),
      await run(`${MINT} --config b.json --reveal`),
    ];
    expect(a.stdout).toBe(b.stdout);
  });
});

describe('a wrong configuration is exit code 3 and says which member, and what to do', () => {
  it.each<[string, unknown, string]>([
    ['no file', undefined, 'playgate.config.json cannot be read. Write one'],
    ['no JSON', '{ "hashlock": ', 'playgate.config.json is not JSON.'],
    ['a list', [], 'playgate.config.json must be an object.'],
    [
      'an unknown section',
      { ...good, brigthcove: {} },
      'playgate.config.json has brigthcove, which is not known; known are brightcove,',
    ],
    ['no section', {}, 'playgate.config.json has no section "hashlock".'],
    ['a section of another kind', { hashlock: 7 }, 'hashlock in playgate.config.json must be'],
    ['no secret', { hashlock: {} }, 'hashlock.secret is missing in playgate.config.json.'],
    [
      'an unset variable',
      { hashlock: { secret: { env: 'NOT_SET' } } },
      'The environment variable NOT_SET is not set; hashlock.secret needs it.',
    ],
    [
      'a file that is not there',
      { hashlock: { secret: { file: 'no.such' } } },
      'The file no.such cannot be read; hashlock.secret needs it.',
    ],
    [
      'an unknown member',
      { hashlock: { ...good.hashlock, lifetime: 7 } },
      'playgate.config.json has hashlock.lifetime, which is not known; known are secret, fields,',
    ],
    [
      'a member of another kind',
      { hashlock: { ...good.hashlock, fields: 'user' } },
      'hashlock.fields in playgate.config.json must be a list of texts.',
    ],
    [
      'two places at once',
      { hashlock: { secret: { env: 'A', file: 'b' } } },
      'hashlock.secret in playgate.config.json must be { "env": "NAME" } or { "file": "path" }.',
    ],
  ])('%s', async (_what, config, message) => {
    const { run, write } = await terminal();
    if (config !== undefined) await write('playgate.config.json', config);
    const { code, stdout, stderr } = await run(MINT);
    expect(code).toBe(EXIT.config);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });

  it('a secret in it: the member says where secrets belong, and repeats nothing', async () => {
    const { run, write } = await terminal();
    await write('playgate.config.json', { hashlock: { secret: HASH_SECRET } });
    const { code, stderr } = await run(MINT);
    expect(code).toBe(EXIT.config);
    expect(stderr).toContain('A secret in a configuration file gets committed.');
  });

  it('anything in it that looks like a secret, wherever it stands', async () => {
    const { run, write } = await terminal();
    await write('playgate.config.json', { ...good, doctor: { note: 'sk_live_canary123' } });
    const { code, stderr } = await run(MINT);
    expect(code).toBe(EXIT.config);
    expect(stderr).toContain('playgate.config.json holds a secret key.');
    expect(stderr).not.toContain('canary123');
  });

  it('a secret’s file that is empty', async () => {
    const { run, write } = await terminal();
    await write('playgate.config.json', { hashlock: { secret: { file: 'hash.secret' } } });
    await write('hash.secret', '\n');
    expect((await run(MINT)).stderr).toContain('The file hash.secret is empty');
  });

  it('a secret that the vendor prints in its document', async () => {
    const { run, write, env } = await terminal();
    env['HASH_SECRET'] = 'TOPSECRET';
    await write('playgate.config.json', good);
    const { code, stderr } = await run(MINT);
    expect(code).toBe(EXIT.config);
    expect(stderr).toContain('is a sample from a vendor');
  });

  it('a file that may not be read', async () => {
    const { run, write, folder } = await terminal();
    await write('playgate.config.json', good);
    await chmod(join(folder, 'playgate.config.json'), 0o000);
    const { code } = await run(MINT);
    // Whoever may read everything reads this, too.
    expect(code).toBe(process.getuid?.() === 0 ? EXIT.ok : EXIT.config);
  });
});
