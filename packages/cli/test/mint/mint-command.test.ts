import { beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/index.ts';
import { sandboxTerminal } from '../sandbox-terminal.ts';
import type { SandboxTerminal } from '../sandbox-terminal.ts';
import { piped } from '../terminal.ts';

let shell: SandboxTerminal;
const FILM = 'video:6300000000001';

beforeEach(async () => {
  shell = await sandboxTerminal();
  await shell.run('keys register');
});

describe('playgate mint', () => {
  it('mints what Brightcove’s stand-in gives, and shows nothing that opens it', async () => {
    const { code, stdout } = await shell.run(
      `mint ${FILM} --vendor brightcove --viewer u-1001 --lifetime 600`,
    );
    expect(code).toBe(EXIT.ok);
    expect(stdout).toMatch(/^A playback pass\n {2}id {6}/);
    expect(stdout).toContain('  viewer  u-1001\n');
    expect(stdout).toContain('  lasts   10 minutes\n');
    expect(stdout).toContain('?bcov_auth=[redacted]\n');
    expect(stdout).toContain('Authorization: Bearer [redacted]\n');
    expect(stdout).toContain('Nothing is wrong with it by itself.');
    expect(stdout).not.toMatch(/eyJ|fastly_token=[^[]/);
  });

  it('says so when it lasts less than was asked for', async () => {
    const mint = `mint ${FILM} --vendor brightcove --viewer u-1001 --lifetime`;
    const longer = await shell.run(`${mint} 7200`);
    expect(longer.stdout).toContain('  lasts   60 minutes\n');
    expect(longer.stderr).toBe(
      'It lasts 60 minutes only: an hour is the most here, and some vendors give less.\n',
    );
    expect((await shell.run(`${mint} 3600`)).stderr).toBe('');
  });

  it('prints the pass and nothing else with --reveal, which inspect takes', async () => {
    const { stdout, stderr } = await shell.run(
      `mint ${FILM} --vendor brightcove --viewer u-1001 --reveal`,
    );
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, subject: 'u-1001' });
    expect(stdout).toContain('"bcov_auth": "eyJ');
    expect((await shell.run('inspect', piped(stdout))).code).toBe(EXIT.ok);
  });

  it('prints a document for programs, redacted likewise', async () => {
    const { stdout } = await shell.run(`mint ${FILM} --vendor brightcove --viewer u-1001 --json`);
    const { vendor, pass } = JSON.parse(stdout);
    expect(vendor).toBe('brightcove');
    expect(pass.rules[0].place).toEqual([{ kind: 'query', params: { bcov_auth: '[redacted]' } }]);
  });

  it.each([
    ['catchTheShow', 'video:launch-film', 'catch-the-show', 'Bearer [redacted]'],
    ['ibm', 'video:2001', 'ibm-viewer-auth', '[redacted]'],
    ['stapi', 'video:launch-film', 'stapi', 'Bearer [redacted]'],
  ])('mints for %s, too', async (section, asset, id, shown) => {
    const { code, stdout } = await shell.run(
      `mint ${asset} --vendor ${section} --viewer u-1 --json`,
    );
    expect(code).toBe(EXIT.ok);
    expect(JSON.parse(stdout).vendor).toBe(id);
    expect(stdout).toContain(shown);
  });

  it('needs no --vendor where one is configured', async () => {
    await shell.write('one.json', { catchTheShow: shell.config['catchTheShow'] });
    const { code } = await shell.run('mint video:launch-film --config one.json');
    expect(code).toBe(EXIT.ok);
  });

  it.each([
    [`mint ${FILM}`, 'Say with --vendor which of'],
    [`mint ${FILM} --vendor vimeo`, 'Say with --vendor which of'],
    [`mint ${FILM} --vendor brightcove --lifetime soon`, '--lifetime must be a whole number'],
    [`mint film --vendor brightcove --viewer u-1`, 'asset'],
  ])('%s is wrong usage', async (argv, words) => {
    const { code, stderr } = await shell.run(argv);
    expect(code).toBe(EXIT.usage);
    expect(stderr).toContain(words);
  });

  it('a film that the vendor refuses is exit code 1, and an unconfigured vendor 3', async () => {
    const refused = await shell.run('mint video:999 --vendor brightcove --viewer u-1');
    expect(refused.code).not.toBe(EXIT.ok);
    expect(refused.stdout).toBe('');
    await shell.write('none.json', {});
    const absent = await shell.run(`mint ${FILM} --vendor brightcove --config none.json`);
    expect(absent.code).toBe(EXIT.config);
    expect(absent.stderr).toContain('none.json has no section "brightcove"');
  });
});
