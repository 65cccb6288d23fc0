import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/commands.ts';
import { EXIT } from '../src/index.ts';
import { terminal } from './terminal.ts';

const NAMES = COMMANDS.map(({ name }) => name);

describe('help', () => {
  it.each(['', '--help', '-h', 'help', '--json --help', '--help --json'])(
    'playgate %s lists every command with what it does',
    async (argv) => {
      const { run } = await terminal();
      const { code, stdout, stderr } = await run(argv);
      expect(code).toBe(EXIT.ok);
      expect(stderr).toBe('');
      for (const { name, about } of COMMANDS) {
        expect(stdout).toContain(`  ${name} `);
        expect(stdout).toContain(about);
      }
    },
  );

  it.each(NAMES)('playgate %s --help says its usage, its options and an example', async (name) => {
    const { run } = await terminal();
    const { code, stdout } = await run(`${name} --help`);
    expect(code).toBe(EXIT.ok);
    expect(stdout).toContain(`  playgate ${name}`);
    expect(stdout).toContain('--json');
    expect(stdout).toContain('--config <file>');
    expect(stdout).toMatch(/\nExample:\n {2}playgate /);
  });

  it.each(['keys make -h', '-h keys make', '--help keys make', 'help keys make'])(
    'playgate %s is playgate keys make --help',
    async (argv) => {
      const { run } = await terminal();
      expect(await run(argv)).toEqual(await run('keys make --help'));
    },
  );

  it('of a command that is none says so', async () => {
    const { run } = await terminal();
    const { code, stderr } = await run('help conjure');
    expect([code, stderr]).toEqual([
      EXIT.usage,
      'There is no such command. playgate --help lists them.\n',
    ]);
  });

  it.each(['hash --help', 'hash -h', 'help hash', '--json hash --help'])(
    'of a group lists the group: playgate %s',
    async (argv) => {
      const { run } = await terminal();
      const { code, stdout } = await run(argv);
      expect(code).toBe(EXIT.ok);
      expect(stdout).toContain('hash verify');
      expect(stdout).not.toContain('keys make');
    },
  );

  it('is no hindrance when operands are missing or too many', async () => {
    const { run } = await terminal();
    expect((await run('hash mint --help')).code).toBe(EXIT.ok);
    expect((await run('keys make surplus --help')).code).toBe(EXIT.ok);
  });

  it('names every command’s example so that it can be run: its first word is playgate', () => {
    expect(COMMANDS.filter(({ example }) => !example.startsWith('playgate '))).toEqual([]);
  });
});

describe('the version', () => {
  it('is that of the package', async () => {
    const { run } = await terminal();
    const manifest = JSON.parse(
      await readFile(new URL('../package.json', import.meta.url), 'utf8'),
    );
    expect(await run('--version')).toEqual({
      code: EXIT.ok,
      stdout: `${manifest.version}\n`,
      stderr: '',
    });
  });
});

describe('wrong usage is exit code 2 and one sentence', () => {
  it.each([
    ['conjure', 'There is no such command. playgate --help lists them.'],
    ['hash', 'Say which: playgate hash mint, playgate hash verify.'],
    ['hash forge', 'Say which: playgate hash mint, playgate hash verify.'],
    ['inspect a b', 'inspect takes [<file>] and no more.'],
    ['keys make surplus', 'keys make takes options only.'],
    ['hash mint', 'hash mint needs <field=value>….'],
    ['keys make --colour', 'There is no such option --colour; --help lists them.'],
    ['keys make --out', '--out needs a value: --out <name>.'],
    ['keys make --out=', '--out needs a value: --out <name>.'],
    ['keys make --out --algorithm ES256', '--out needs a value: --out <name>.'],
    ['inspect --reveal=yes', '--reveal takes no value.'],
    ['keys make --bits 1024', '--bits must be 2048, 3072 or 4096.'],
    ['keys make --algorithm HS256', '--algorithm must be RS256 or ES256.'],
  ])('playgate %s', async (argv, message) => {
    const { run } = await terminal();
    expect(await run(argv)).toEqual({ code: EXIT.usage, stdout: '', stderr: `${message}\n` });
  });

  it('--json may stand before the command, too', async () => {
    const { run } = await terminal();
    expect(await run('--json keys make surplus')).toEqual(await run('keys make surplus --json'));
    expect(JSON.parse((await run('--json conjure')).stderr)).toMatchObject({
      error: { code: 'usage' },
    });
  });

  it('for programs, on standard error as a line of JSON', async () => {
    const { run } = await terminal();
    const { code, stdout, stderr } = await run('conjure --json');
    expect(code).toBe(EXIT.usage);
    expect(stdout).toBe('');
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: 'usage',
        message: 'There is no such command. playgate --help lists them.',
      },
    });
  });

  it('never repeats an argument, which may be a secret that nobody recognised', async () => {
    const { run, canaries } = await terminal();
    canaries.add('argument', 'hunter2-hunter2');
    for (const argv of [
      'hunter2-hunter2',
      'keys make hunter2-hunter2',
      'keys make --hunter2-hunter2',
      'keys make --bits hunter2-hunter2',
      'keys make --json=hunter2-hunter2',
      'inspect hunter2-hunter2',
      'hash hunter2-hunter2',
      'hash mint hunter2-hunter2',
    ])
      expect((await run(argv)).code).toBe(EXIT.usage);
  });
});

it('an error that nobody foresaw is exit code 1, and shows its kind only', async () => {
  const { run, canaries, env } = await terminal();
  canaries.add('message', 'the message of the error');
  const stdin = { read: () => Promise.reject(new RangeError('the message of the error')) };
  const { code, stderr } = await run('inspect', { stdin });
  expect(env['HASH_SECRET']).toBeDefined();
  expect(code).toBe(EXIT.problem);
  expect(stderr).toBe('playgate failed with an error that it does not know (RangeError).\n');
});

it('Ctrl-C is exit code 130', async () => {
  const { run } = await terminal();
  const stop = new AbortController();
  const stdin = {
    read: () => {
      stop.abort();
      return Promise.reject(stop.signal.reason);
    },
  };
  const { code, stderr } = await run('inspect', { stdin, signal: stop.signal });
  expect([code, stderr]).toEqual([EXIT.interrupted, 'Stopped.\n']);
});
