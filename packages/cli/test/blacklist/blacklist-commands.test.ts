import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/index.ts';
import { lines, sandboxTerminal } from '../sandbox-terminal.ts';
import type { SandboxTerminal } from '../sandbox-terminal.ts';
import { NOW, piped } from '../terminal.ts';

let shell: SandboxTerminal;
let token: string;
let tag: string;

beforeEach(async () => {
  shell = await sandboxTerminal();
  await shell.run('keys register');
  token = await mintFor('u-1001');
  tag = tagOf(token);
});

const tagOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Mints a token, which from then on must not come out. */
async function mintFor(viewer: string, lifetime = 600): Promise<string> {
  const { stdout } = await shell.run(
    `mint video:6300000000001 --vendor brightcove --viewer ${viewer} --lifetime ${lifetime} --reveal`,
  );
  const minted: string = JSON.parse(stdout).rules[0].place[0].params.bcov_auth;
  shell.canaries.add(`token of ${viewer}`, minted);
  return minted;
}

describe('playgate blacklist', () => {
  it('adds, checks, lists and removes a token, and names it by a tag only', async () => {
    const added = await shell.run('blacklist add', piped(`${token}\n`));
    expect(added).toMatchObject({
      code: EXIT.ok,
      stderr: 'It takes up to a minute to count everywhere.\n',
    });
    expect(added.stdout).toMatch(new RegExp(`^added {2}${tag} {2}`));
    const checked = await shell.run('blacklist check', piped(token));
    expect([checked.code, checked.stdout.split('  ')[0]]).toEqual([EXIT.ok, 'listed']);
    expect((await shell.run('blacklist list')).stdout).toMatch(new RegExp(`^${tag} {2}`));
    const deleted = await shell.run('blacklist delete', piped(token));
    expect([deleted.code, deleted.stdout.split('  ')[0]]).toEqual([EXIT.ok, 'deleted']);
    expect((await shell.run('blacklist list')).stdout).toBe('The blacklist is empty.\n');
  });

  it.each(['add', 'check', 'delete'])(
    '%s does not take no tokens for all of them',
    async (verb) => {
      await shell.write('empty.txt', '\n');
      const { code, stderr } = await shell.run(`blacklist ${verb} empty.txt`);
      expect([code, stderr]).toEqual([EXIT.usage, 'The file is empty.\n']);
    },
  );

  it('gives programs a line each', async () => {
    const other = await mintFor('u-1002');
    await shell.write('tokens.txt', `${token}\n\n  ${other}\n`);
    const expires = expect.any(Number);
    const { stdout } = await shell.run('blacklist add tokens.txt --json');
    expect(lines(stdout)).toEqual([
      { tag, viewer: 'u-1001', expires, added: true },
      { tag: tagOf(other), viewer: 'u-1002', expires, added: true },
    ]);
    expect(lines((await shell.run('blacklist list --json')).stdout)).toEqual([
      { tag, viewer: 'u-1001', expires },
      { tag: tagOf(other), viewer: 'u-1002', expires },
    ]);
    expect(lines((await shell.run('blacklist check tokens.txt --json')).stdout)).toEqual([
      { tag, viewer: 'u-1001', expires, listed: true },
      { tag: tagOf(other), viewer: 'u-1002', expires, listed: true },
    ]);
    expect(lines((await shell.run('blacklist delete tokens.txt --json')).stdout)).toEqual([
      { tag, viewer: 'u-1001', expires, deleted: true },
      { tag: tagOf(other), viewer: 'u-1002', expires, deleted: true },
    ]);
  });

  it('prints the tokens with --reveal', async () => {
    await shell.run('blacklist add', piped(token));
    expect((await shell.run('blacklist list --reveal')).stdout).toContain(token);
    const { stdout } = await shell.run('blacklist list --reveal --json');
    expect(lines(stdout)).toMatchObject([{ tag, token }]);
  });

  it('removes by tag what nobody has in hand any more', async () => {
    await shell.run('blacklist add', piped(token));
    expect((await shell.run(`blacklist delete --tag ${tag}`)).code).toBe(EXIT.ok);
    const again = await shell.run(`blacklist delete --tag ${tag}`);
    expect(again.code).toBe(EXIT.problem);
    expect(again.stderr).toContain('No token on the list has this tag.');
  });

  it('removes what has ended, to make room', async () => {
    const short = await mintFor('u-1002', 60);
    await shell.run('blacklist add', piped(`${token}\n${short}`));
    shell.advance(120_000);
    const { stdout } = await shell.run('blacklist delete --expired --json');
    expect(JSON.parse(stdout)).toEqual({ deleted: 1 });
    expect(lines((await shell.run('blacklist list --json')).stdout)).toMatchObject([{ tag }]);
    const none = await shell.run('blacklist delete --expired');
    expect(none.stdout).toBe('0 that had ended are deleted.\n');
  });

  it('says by exit code 1 that one is not there', async () => {
    const checked = await shell.run('blacklist check', piped(token));
    expect([checked.code, checked.stdout.split('  ')[0]]).toEqual([EXIT.problem, 'not listed']);
    const fetch: typeof globalThis.fetch = (input, init) =>
      init?.method === 'DELETE'
        ? Promise.resolve(new Response(null, { status: 404 }))
        : globalThis.fetch(input, init);
    const deleted = await shell.run('blacklist delete', { ...piped(token), fetch });
    expect([deleted.code, deleted.stdout.split('  ')[0]]).toEqual([EXIT.problem, 'not there']);
  });

  it('a full list is exit code 4, and says so', async () => {
    await shell.sandbox.tell('brightcove', 'seedBlacklist', {});
    const { code, stderr } = await shell.run('blacklist add', piped(token));
    expect(code).toBe(EXIT.vendor);
    expect(stderr).toContain('blacklist is full');
  });

  it('takes one whole token on each line, and repeats none', async () => {
    const { code, stderr } = await shell.run('blacklist add', piped(`${token}\nsecond line\n`));
    expect([code, stderr]).toEqual([
      EXIT.usage,
      'Line 2 is no token. Give one whole JWT on each line.\n',
    ]);
  });

  it('takes one way to say which', async () => {
    const { code, stderr } = await shell.run(`blacklist delete --expired --tag ${tag}`);
    expect([code, stderr]).toEqual([EXIT.usage, 'Give a file, --tag or --expired: one of them.\n']);
  });
});

describe('playgate cut-off', () => {
  it('blacklists every live token of a viewer, and nobody else’s', async () => {
    shell.advance(1000);
    await mintFor('u-1001');
    const other = await mintFor('u-2002');
    const { code, stdout } = await shell.run('cut-off u-1001');
    expect(code).toBe(EXIT.ok);
    expect(stdout).toBe('u-1001 is cut off: 2 of 2 live tokens are on the blacklist.\n');
    expect((await shell.run('blacklist check', piped(token))).code).toBe(EXIT.ok);
    expect((await shell.run('blacklist check', piped(other))).code).toBe(EXIT.problem);
  });

  it('gives that viewer no pass from then on, until it is undone', async () => {
    await shell.run('cut-off u-1001');
    const mint = 'mint video:6300000000001 --vendor brightcove --viewer u-1001';
    expect(await shell.run(mint)).toMatchObject({ code: EXIT.problem, stdout: '' });
    const undone = await shell.run('cut-off u-1001 --undo --json');
    expect(JSON.parse(undone.stdout)).toEqual({
      ...{ viewer: 'u-1001', cutOff: false },
      ...{ live: 1, done: 1, failed: [] },
    });
    expect((await shell.run(mint)).code).toBe(EXIT.ok);
  });

  it('is exit code 4 where the vendor did not take all, and says until when that counts', async () => {
    await shell.sandbox.tell('brightcove', 'seedBlacklist', {});
    const { code, stdout } = await shell.run('cut-off u-1001');
    expect(code).toBe(EXIT.vendor);
    expect(stdout).toContain('u-1001 is cut off: 0 of 1 live tokens are on the blacklist.');
    expect(stdout).toContain('One is not (vendor_limit); it ends 2023-11-14T22:23:20Z');
    expect(NOW).toBe(Date.parse('2023-11-14T22:13:20Z'));
  });

  it('needs the store of the backend', async () => {
    const withStore = async (store: unknown, module?: string) => {
      Object.assign(shell.config['brightcove'] ?? {}, { store });
      if (module !== undefined) await shell.write(String(store), module);
      await shell.save();
      return shell.run('cut-off u-1001');
    };
    for (const [store, module, words] of [
      [undefined, undefined, 'brightcove.store is missing'],
      ['missing.mjs', undefined, 'could not be loaded'],
      ['empty.mjs', 'export const other = {};', 'must export store, which has get, set,'],
      ['broken.mjs', 'throw new Error("canary");', 'could not be loaded'],
    ] as const) {
      const { code, stderr } = await withStore(store, module);
      expect(code).toBe(EXIT.config);
      expect(stderr).toContain(words);
      expect(stderr).not.toContain('canary');
    }
  });
});
