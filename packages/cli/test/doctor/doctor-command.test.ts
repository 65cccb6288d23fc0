import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/index.ts';
import { lines, sandboxTerminal } from '../sandbox-terminal.ts';
import type { SandboxTerminal } from '../sandbox-terminal.ts';

let shell: SandboxTerminal;

beforeEach(async () => {
  shell = await sandboxTerminal();
  await chmod(join(shell.folder, 'key.pem'), 0o600);
});

interface Found {
  readonly id: string;
  readonly level: string;
  readonly summary: string;
  readonly advice?: string;
}

/** What the doctor finds, by id. */
async function examined(vendor = ''): Promise<{ code: number; found: Map<string, Found> }> {
  const { code, stdout } = await shell.run(`doctor ${vendor} --json`);
  const findings = lines(stdout) as readonly Found[];
  return { code, found: new Map(findings.map((finding) => [finding.id, finding])) };
}

describe('playgate doctor', () => {
  it('finds nothing wrong with a sound configuration, and says what it looked at', async () => {
    await shell.run('keys register');
    shell.config['doctor'] = {
      origin: 'http://localhost:5173',
      brightcove: { asset: 'video:6300000000001' },
      clockUrl: shell.sandbox.addresses.ibm,
    };
    await shell.save();
    const { code, found } = await examined();
    expect([...found.values()].filter(({ level }) => level === 'problem')).toEqual([]);
    expect(code).toBe(EXIT.ok);
    for (const id of [
      ...['brightcove.key', 'brightcove.registered-key', 'brightcove.clock', 'brightcove.cors'],
      ...['ibm.key', 'ibm.credentials', 'secure-video.api', 'clock', 'secret-files'],
      ...['catch-the-show.secretKey', 'stapi.apiKey'],
    ])
      expect([...found.keys()]).toContain(id);
  });

  it('says in words what is wrong, with advice, and counts it', async () => {
    const { code, stdout, stderr } = await shell.run('doctor brightcove');
    expect(code).toBe(EXIT.problem);
    expect(stdout).toContain('ok: brightcove.key: signingKey is a private RSA key of 2048 bits');
    expect(stdout).toMatch(
      /problem: brightcove\.registered-key: signingKey is none of the 0 keys.*\n {2}Register its public half/,
    );
    expect(stderr).toBe('1 problem, 0 warnings, 2 well.\n');
  });

  it('looks at one vendor only, when told which', async () => {
    const { found } = await examined('ibm');
    expect([...found.keys()].every((id) => id.startsWith('ibm.'))).toBe(true);
    expect(found.size).toBeGreaterThan(2);
  });

  it('tells of a vendor whose configuration cannot be read, and looks at the others', async () => {
    delete shell.env['BRIGHTCOVE_CLIENT_SECRET'];
    await shell.write('key.pem', 'not a key');
    const { code, found } = await examined();
    expect(code).toBe(EXIT.problem);
    expect(found.get('brightcove.configuration')).toEqual({
      id: 'brightcove.configuration',
      level: 'problem',
      summary:
        'The environment variable BRIGHTCOVE_CLIENT_SECRET is not set; brightcove.clientSecret needs it.',
      advice: 'Correct what the sentence names.',
    });
    expect(found.get('ibm.key')).toMatchObject({ level: 'problem' });
    expect(found.get('secure-video.api')).toMatchObject({ level: 'ok' });
  });

  it('says which file of a secret others can read', async () => {
    await chmod(join(shell.folder, 'key.pem'), 0o644);
    const { found } = await examined();
    expect(found.get('secret-files')).toEqual({
      id: 'secret-files',
      level: 'warning',
      summary: 'Other users of this machine can read key.pem.',
      advice: 'chmod 600 key.pem',
    });
  });

  it('looks at the pass endpoint, caching, CORS and the address that calls come from', async () => {
    const { foreign, origin } = shell.sandbox.addresses;
    shell.config['doctor'] = {
      ...{ origin: 'http://localhost:5173', passEndpoint: `${foreign}/api/pass` },
      ...{ echoUrl: `${foreign}/ip`, addresses: ['203.0.113.7'] },
      cors: [{ url: `${origin}/bearer/launch-film/master.m3u8`, headers: ['Authorization'] }],
    };
    await shell.save();
    const { code, found } = await examined();
    expect(code).toBe(EXIT.problem);
    expect(found.get('pass-endpoint')?.level).toBe('problem');
    expect(found.get('egress')?.level).toBe('problem');
    expect([...found.keys()]).toContain('caching');
    expect(found.get('cors')?.level).toBe('ok');
  });

  it('A42 says that a hashlock’s secret is too short', async () => {
    expect((await examined('hashlock')).found.get('hashlock.secret')).toMatchObject({
      level: 'ok',
    });
    shell.env['HASH_SECRET'] = 'short';
    const { code, found } = await examined('hashlock');
    expect(code).toBe(EXIT.problem);
    expect(found.get('hashlock.secret')?.summary).toContain('secret is too short');
  });

  it('draws a bar on a terminal', async () => {
    let drawn = '';
    const stderr = { isTTY: true, columns: 80, write: (text: string) => (drawn += text) };
    await shell.run('doctor brightcove', { stderr });
    expect(drawn).toContain('the key signingKey');
  });

  it('wipes the bar away before it says that it was stopped', async () => {
    let drawn = '';
    const stop = new AbortController();
    const fetch = () => {
      stop.abort();
      return Promise.reject(new TypeError('aborted'));
    };
    const stderr = { isTTY: true, columns: 80, write: (text: string) => (drawn += text) };
    const { code } = await shell.run('doctor ibm', { fetch, stderr, signal: stop.signal });
    expect(code).toBe(EXIT.interrupted);
    expect(drawn).toMatch(/\r\u001b\[2K\u001b\[31mStopped\.\u001b\[0m\n$/);
  });

  it.each([
    [
      'doctor vimeo',
      EXIT.usage,
      'The doctor knows these vendors: brightcove, catchTheShow, hashlock,',
    ],
    ['doctor brightcove --config none.json', EXIT.config, 'none.json cannot be read'],
  ])('%s is exit code %d', async (argv, expected, words) => {
    const { code, stderr } = await shell.run(argv);
    expect(code).toBe(expected);
    expect(stderr).toContain(words);
  });

  it('a vendor that is not configured is exit code 3', async () => {
    await shell.write('none.json', {});
    const { code, stderr } = await shell.run('doctor ibm --config none.json');
    expect(code).toBe(EXIT.config);
    expect(stderr).toContain('has no section "ibm"');
  });

  it('a misspelled section "doctor" is exit code 3', async () => {
    shell.config['doctor'] = { passEndpiont: 'https://app.example/api/pass' };
    await shell.save();
    const { code, stderr } = await shell.run('doctor');
    expect(code).toBe(EXIT.config);
    expect(stderr).toContain('doctor.passEndpiont, which is not known');
  });
});
