import { beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/index.ts';
import { lines, sandboxTerminal } from '../sandbox-terminal.ts';
import type { SandboxTerminal } from '../sandbox-terminal.ts';

let shell: SandboxTerminal;
let film: string;

beforeEach(async () => {
  shell = await sandboxTerminal();
  const { keyId, privateKey, playbackIds } = shell.sandbox.keys.mux;
  const at = shell.sandbox.addresses.mux;
  film = playbackIds[0]?.id ?? '';
  shell.env['MUX_KEY'] = privateKey;
  shell.canaries.add('mux.signingKey', privateKey);
  shell.config['mux'] = {
    ...{ keyId, signingKey: { env: 'MUX_KEY' } },
    ...{ streamUrl: at, imageUrl: at, licenseUrl: at, mediaUrls: [`${at}/`] },
  };
  await shell.save();
});

/** The configuration with this in it. */
async function having(members: object): Promise<void> {
  Object.assign(shell.config['mux'] ?? {}, members);
  await shell.save();
}

describe('Mux at the command line', () => {
  it('mints a pass, and shows nothing that opens it', async () => {
    const { code, stdout } = await shell.run(`mint ${film} --vendor mux --json`);
    expect(code).toBe(EXIT.ok);
    const { vendor, pass } = JSON.parse(stdout);
    expect(vendor).toBe('mux');
    expect(pass.source.src).toBe(`${shell.sandbox.addresses.mux}/${film}.m3u8`);
    expect(pass.rules[0].place).toEqual([{ kind: 'query', params: { token: '[redacted]' } }]);
  });

  it('mints one that plays, with --reveal', async () => {
    await having({ kinds: ['video'] });
    const { stdout } = await shell.run(`mint ${film} --vendor mux --reveal`);
    const { rules, source } = JSON.parse(stdout);
    expect(rules).toHaveLength(2);
    const { status } = await fetch(`${source.src}?token=${rules[0].place[0].params.token}`);
    expect(status).toBe(200);
  });

  it('is examined by the doctor: key, clock, playback, CORS', async () => {
    shell.config['doctor'] = { origin: 'http://localhost:5173', mux: { asset: film } };
    await shell.save();
    const { code, stdout } = await shell.run('doctor mux --json');
    expect(lines(stdout)).toMatchObject(
      ['key', 'clock', 'playback', 'cors'].map((id) => ({ id: `mux.${id}`, level: 'ok' })),
    );
    expect(code).toBe(EXIT.ok);
  });

  it.each([
    [{ kinds: ['film'] }, 'mux.kinds must be a list of video, thumbnail'],
    [{ keyID: 'k' }, 'which is not known; known are keyId'],
    [{ signingKey: 'k' }, 'mux.signingKey'],
  ])('%j is a wrong configuration', async (members, words) => {
    await having(members);
    const { code, stderr } = await shell.run(`mint ${film} --vendor mux`);
    expect(code).toBe(EXIT.config);
    expect(stderr).toContain(words);
  });
});
