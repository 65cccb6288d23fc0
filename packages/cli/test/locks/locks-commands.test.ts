import { beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/index.ts';
import { sandboxTerminal } from '../sandbox-terminal.ts';
import type { SandboxTerminal } from '../sandbox-terminal.ts';

let shell: SandboxTerminal;
const ENTRY = 'https://app.example/hashlock/entry';

beforeEach(async () => {
  shell = await sandboxTerminal();
});

describe('playgate locks', () => {
  it('sets, shows and removes a channel’s lock', async () => {
    const set = await shell.run([
      ...['locks', 'set', 'channel:1001', '--url', ENTRY, '--message', 'Members only'],
      ...['--button', 'Sign in', '--width', '640', '--height', '480', '--json'],
    ]);
    expect(set.code).toBe(EXIT.ok);
    expect(JSON.parse(set.stdout)).toEqual({ content: 'channel:1001', outcome: 'replaced' });
    expect(JSON.parse((await shell.run('locks read channel:1001 --json')).stdout)).toEqual({
      content: 'channel:1001',
      url: ENTRY,
      message: 'Members only',
      buttonCaption: 'Sign in',
      popupWidth: 640,
      popupHeight: 480,
    });
    const deleted = await shell.run('locks delete channel:1001');
    expect(deleted).toMatchObject({
      code: EXIT.ok,
      stdout: 'channel:1001 is open to everybody now.\n',
    });
    expect((await shell.run('locks read channel:1001')).code).toBe(EXIT.vendor);
  });

  it('shows a video’s secret with --reveal only', async () => {
    await shell.run(`locks set video:2003 --url ${ENTRY}`);
    const { stdout } = await shell.run('locks read video:2003');
    expect(stdout).toBe(`content  video:2003\nurl      ${ENTRY}\nsecret   [redacted]\n`);
    const revealed = await shell.run('locks read video:2003 --reveal --json');
    expect(JSON.parse(revealed.stdout).secret).toBe(shell.env['IBM_LOCK_SECRET']);
  });

  it('shows the lock that a video has of its channel', async () => {
    const own = await shell.run('locks read video:2001');
    expect(own.code).toBe(EXIT.vendor);
    const { code, stdout } = await shell.run('locks read video:2001 --channel channel:1001');
    expect(code).toBe(EXIT.ok);
    expect(stdout).toContain('content  channel:1001\n');
  });

  it('says that a video has its channel’s lock again', async () => {
    const { stdout } = await shell.run('locks delete video:2002');
    expect(stdout).toBe('video:2002 has its channel’s lock now.\n');
  });

  it.each([
    ['locks read 1001', 'Name the content channel:<id> or video:<id>'],
    ['locks read video:../1', 'Name the content'],
    ['locks read video:2001 --channel 1001', 'Name the content'],
    ['locks set channel:1001', 'locks set needs --url <url>.'],
    [`locks set channel:1001 --url ${ENTRY} --width wide`, '--width must be a whole number'],
  ])('%s is wrong usage', async (argv, words) => {
    const { code, stderr } = await shell.run(argv);
    expect(code).toBe(EXIT.usage);
    expect(stderr).toContain(words);
  });

  it('what the vendor refuses is exit code 4, with its own word', async () => {
    const { code, stderr } = await shell.run('locks set channel:1001 --url nonsense --json');
    expect(code).toBe(EXIT.vendor);
    expect(JSON.parse(stderr).error).toMatchObject({
      ...{ code: 'vendor_request', status: 400, reason: 'invalid_type' },
    });
  });

  it('A42 sets no lock with a weak secret', async () => {
    shell.env['IBM_LOCK_SECRET'] = 'weak';
    const { code } = await shell.run(`locks set channel:1001 --url ${ENTRY}`);
    expect(code).toBe(EXIT.config);
  });
});
