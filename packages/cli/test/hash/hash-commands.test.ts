import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/index.ts';
import { HASH_SECRET, NOW, piped, terminal } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

let shell: Terminal;
const until = NOW / 1000 + 300;
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

beforeEach(async () => {
  shell = await terminal();
  await shell.write('playgate.config.json', {
    hashlock: { secret: { env: 'HASH_SECRET' }, fields: ['user', 'plan'], lifetimeSeconds: 300 },
  });
});

describe('playgate hash mint', () => {
  it('signs the fields in their order, and does not show the hash', async () => {
    const { code, stdout } = await shell.run('hash mint plan=gold user=u-1');
    expect(code).toBe(EXIT.ok);
    expect(stdout).toBe(
      `[{"user":"u-1"},{"plan":"gold"},{"hashExpire":${until}},{"hash":"[redacted]"}]\n` +
        'It lasts until 2023-11-14T22:18:20Z (in 5 minutes). --reveal prints it whole.\n',
    );
  });

  it('prints the response and nothing else with --reveal', async () => {
    const { stdout } = await shell.run('hash mint user=u-1 plan=gold --reveal');
    expect(JSON.parse(stdout)).toEqual([
      { user: 'u-1' },
      { plan: 'gold' },
      { hashExpire: until },
      { hash: md5(`u-1|gold|${until}|${HASH_SECRET}`) },
    ]);
    expect(stdout.trimEnd()).not.toContain('\n');
  });

  it('prints a document for programs, redacted likewise', async () => {
    const { stdout } = await shell.run('hash mint user=u-1 plan=gold --lifetime 60 --json');
    expect(JSON.parse(stdout)).toEqual({
      params: { user: 'u-1', plan: 'gold' },
      expires: NOW / 1000 + 60,
      response: `[{"user":"u-1"},{"plan":"gold"},{"hashExpire":${NOW / 1000 + 60}},{"hash":"[redacted]"}]`,
    });
  });

  it('lasts no longer than the configuration allows', async () => {
    const { stdout } = await shell.run('hash mint user=u-1 plan=gold --lifetime 9000 --json');
    expect(JSON.parse(stdout)).toMatchObject({ expires: until });
  });

  it.each([
    ['user', 'Give each field as name=value'],
    ['=u-1', 'Give each field as name=value'],
    ['user=u-1', 'The values must be those of user, plan'],
    ['user=u-1 plan=a|b', 'The values must be those of user, plan'],
    ['user=u-1 plan=gold role=admin', 'The values must be those of user, plan'],
    ['user=u-1 plan=gold --lifetime 0', '--lifetime must be a whole number of seconds'],
    ['user=u-1 plan=gold --lifetime 1e9', '--lifetime must be a whole number of seconds'],
  ])('A34 A35 refuses %s', async (given, words) => {
    const { code, stdout, stderr } = await shell.run(`hash mint ${given}`);
    expect(code).toBe(EXIT.usage);
    expect(stdout).toBe('');
    expect(stderr).toContain(words);
  });

  it('A42 refuses a short secret', async () => {
    shell.env['HASH_SECRET'] = 'short';
    const { code, stderr } = await shell.run('hash mint user=u-1 plan=gold');
    expect(code).toBe(EXIT.config);
    expect(stderr).toContain('secret is too short');
  });
});

describe('playgate hash verify', () => {
  const minted = async (): Promise<string> =>
    (await shell.run('hash mint user=u-1 plan=gold --reveal')).stdout;

  it('takes what hash mint gives', async () => {
    const { code, stdout } = await shell.run('hash verify', piped(await minted()));
    expect(code).toBe(EXIT.ok);
    expect(stdout).toBe(
      'ok: It is good for user=u-1, plan=gold until 2023-11-14T22:18:20Z (in 5 minutes).\n',
    );
  });

  it('reads a file, and says it to programs', async () => {
    await shell.write('response.json', await minted());
    const { stdout } = await shell.run('hash verify response.json --json');
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      values: { user: 'u-1', plan: 'gold' },
      expires: until,
    });
  });

  it.each<[string, (text: string) => string, string]>([
    ['bad_digest', (text) => text.replace('gold', 'free'), 'Its hash does not fit.'],
    ['malformed', (text) => text.replace('plan', 'role'), 'It is not the strict shape'],
    ['denied', () => 'false', 'It says no'],
  ])('A37 refuses what was changed: %s', async (reason, change, words) => {
    const text = change(await minted());
    const { code, stdout } = await shell.run('hash verify', piped(text));
    expect(code).toBe(EXIT.problem);
    expect(stdout).toContain(`problem: ${words}`);
    const programs = await shell.run('hash verify --json', piped(text));
    expect(JSON.parse(programs.stdout)).toEqual({ ok: false, reason });
  });

  it('A41 refuses what has expired', async () => {
    const past = `[{"user":"u-1"},{"plan":"gold"},{"hashExpire":1},{"hash":"${md5(`u-1|gold|1|${HASH_SECRET}`)}"}]`;
    const { code, stdout } = await shell.run('hash verify', piped(past));
    expect(code).toBe(EXIT.problem);
    expect(stdout).toContain('It has expired.');
  });
});
