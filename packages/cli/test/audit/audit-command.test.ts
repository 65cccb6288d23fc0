import { chmod, readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/index.ts';
import { sandboxTerminal } from '../sandbox-terminal.ts';
import type { SandboxTerminal } from '../sandbox-terminal.ts';

let shell: SandboxTerminal;
/** The day before the tests'. */
const DAY = '2023-11-13';
const AUDIT = `audit ${DAY} --out audit.csv`;

beforeEach(async () => {
  shell = await sandboxTerminal();
});

describe('playgate audit', () => {
  it('downloads the report of a day into a file that only its owner may read', async () => {
    const { code, stdout } = await shell.run(`${AUDIT} --json`);
    expect(code).toBe(EXIT.ok);
    const file = join(shell.folder, 'audit.csv');
    const report = await readFile(file, 'utf8');
    expect(report).toMatch(/^timestamp,/);
    expect(JSON.parse(stdout)).toEqual({ date: DAY, file: 'audit.csv', bytes: report.length });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readdir(shell.folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('shows progress in lines on standard error', async () => {
    await shell.sandbox.tell('brightcove', 'setAccount', { auditPolls: 3 });
    const { stdout, stderr } = await shell.run(AUDIT);
    expect(stdout).toMatch(/^The report of 2023-11-13 is in audit\.csv \(\d+ bytes\)\.\n$/);
    expect(stderr).toBe(
      'Asking for the report\n' +
        'Brightcove makes the report (0 seconds)\n' +
        'Brightcove makes the report (1 second)\n' +
        'Brightcove makes the report (3 seconds)\n' +
        'The report is made\n' +
        'Downloading 100 %\n',
    );
  });

  it('shows a bar on a terminal, and wipes it away', async () => {
    let drawn = '';
    const stderr = { isTTY: true, columns: 80, write: (text: string) => (drawn += text) };
    await shell.run(AUDIT, { stderr });
    expect(drawn).toContain(`${'█'.repeat(24)} Downloading`);
    expect(drawn.endsWith('\r\u001b[2K')).toBe(true);
  });

  it('overwrites nothing, and asks the vendor nothing then', async () => {
    await writeFile(join(shell.folder, 'audit.csv'), 'precious');
    const fetch = () => Promise.reject(new Error('the vendor was asked'));
    const { code, stderr } = await shell.run(AUDIT, { fetch });
    expect([code, stderr]).toEqual([
      EXIT.problem,
      'The file is there already. Name another one with --out.\n',
    ]);
    expect(await readFile(join(shell.folder, 'audit.csv'), 'utf8')).toBe('precious');
  });

  it('writes into nothing that somebody put there for it to write into', async () => {
    const trap = join(shell.folder, 'trap.csv');
    await writeFile(trap, '');
    await chmod(trap, 0o666);
    await symlink(trap, join(shell.folder, 'audit.csv.part'));
    expect((await shell.run(AUDIT)).code).toBe(EXIT.ok);
    expect(await readFile(trap, 'utf8')).toBe('');
    expect((await stat(join(shell.folder, 'audit.csv'))).mode & 0o777).toBe(0o600);
  });

  it('overwrites nothing that came meanwhile', async () => {
    const file = join(shell.folder, 'audit.csv');
    let written: Promise<void> | undefined;
    const stderr = { write: () => (written ??= writeFile(file, 'precious')) };
    const { code } = await shell.run(AUDIT, { stderr });
    expect(code).toBe(EXIT.problem);
    expect(await readFile(file, 'utf8')).toBe('precious');
  });

  it('says so where it cannot write, and asks the vendor nothing then', async () => {
    const fetch = () => Promise.reject(new Error('the vendor was asked'));
    const { code, stderr } = await shell.run(`audit ${DAY} --out missing/audit.csv`, { fetch });
    expect(code).toBe(EXIT.problem);
    expect(stderr).toContain('The file could not be written.');
  });

  it.each([
    ['audit 2023-11-14 --out a.csv', 'before today'],
    ['audit 2023-09-01 --out a.csv', 'at most 30 days back'],
    ['audit yesterday --out a.csv', 'YYYY-MM-DD'],
    [`audit ${DAY}`, 'audit needs --out <file>.'],
    ['audit --out a.csv', 'audit needs <date>.'],
  ])('%s is wrong usage', async (argv, words) => {
    const { code, stderr } = await shell.run(argv);
    expect(code).toBe(EXIT.usage);
    expect(stderr).toContain(words);
  });

  it('a report that fails is exit code 4 and leaves no file', async () => {
    await shell.sandbox.tell('brightcove', 'failAudit', { times: 1 });
    const { code, stderr } = await shell.run(AUDIT);
    expect(code).toBe(EXIT.vendor);
    expect(stderr).toContain('could not make the audit report');
    expect(await readdir(shell.folder)).not.toContain('audit.csv');
  });

  it('a download from elsewhere than the allowed hosts is refused', async () => {
    Object.assign(shell.config['brightcove'] ?? {}, { reportHosts: ['amazonaws.com'] });
    await shell.save();
    const { code, stderr } = await shell.run(AUDIT);
    expect(code).toBe(EXIT.vendor);
    expect(stderr).toContain('add it to reportHosts');
  });

  it('a download that breaks off leaves nothing behind', async () => {
    await shell.sandbox.addFault({
      where: { listener: 'brightcove', path: '/reports/*' },
      do: { action: 'truncate' },
    });
    const { code } = await shell.run(AUDIT);
    expect(code).toBe(EXIT.vendor);
    expect((await readdir(shell.folder)).filter((name) => name.startsWith('audit'))).toEqual([]);
  });

  it('Ctrl-C is exit code 130 and leaves nothing behind', async () => {
    const stop = new AbortController();
    const stderr = {
      write: (text: string) => {
        if (text.startsWith('Brightcove makes')) stop.abort();
      },
    };
    await shell.sandbox.tell('brightcove', 'setAccount', { auditPolls: 3 });
    const { code } = await shell.run(AUDIT, { stderr, signal: stop.signal });
    expect(code).toBe(EXIT.interrupted);
    expect(await readdir(shell.folder)).not.toContain('audit.csv');
  });
});
