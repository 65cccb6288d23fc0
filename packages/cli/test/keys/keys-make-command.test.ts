import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { chmod, mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/index.ts';
import { terminal } from '../terminal.ts';

describe('playgate keys make', () => {
  it('writes a private key that only its owner may read, and prints nothing of it', async () => {
    const { run, folder, canaries } = await terminal();
    const { code, stdout } = await run('keys make --out bc --json');
    const [priv, pub] = [
      await readFile(join(folder, 'bc.pem'), 'utf8'),
      await readFile(join(folder, 'bc.pub.pem'), 'utf8'),
    ];
    for (const line of priv.split('\n').slice(1, -2)) canaries.add('private key', line);
    expect(canaries.findIn(stdout)).toEqual([]);
    expect(code).toBe(EXIT.ok);
    expect((await stat(join(folder, 'bc.pem'))).mode & 0o777).toBe(0o600);
    const der = createPublicKey(pub).export({ type: 'spki', format: 'der' });
    expect(JSON.parse(stdout)).toEqual({
      algorithm: 'RS256',
      bits: 2048,
      privateKey: 'bc.pem',
      publicKey: 'bc.pub.pem',
      fingerprint: createHash('sha256').update(der).digest('hex'),
    });
    expect(createPrivateKey(priv).asymmetricKeyDetails).toMatchObject({ modulusLength: 2048 });
    expect(createPublicKey(priv).export({ type: 'spki', format: 'pem' })).toBe(pub);
  });

  it('says to people where they are', async () => {
    const { run } = await terminal();
    const { stdout } = await run('keys make');
    expect(stdout).toMatch(
      /^An RSA key of 2048 bits is made\.\n {2}private {2}playgate-key\.pem \(only you may read it; never commit it\)\n {2}public {3}playgate-key\.pub\.pem\n {2}SHA-256 {2}[0-9a-f]{64}\n$/,
    );
  });

  it('makes keys on a curve, too', async () => {
    const { run, folder } = await terminal();
    const { stdout } = await run('keys make --algorithm ES256 --json');
    expect(JSON.parse(stdout)).toMatchObject({ algorithm: 'ES256' });
    const key = createPrivateKey(await readFile(join(folder, 'playgate-key.pem')));
    expect(key.asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' });
  });

  it('takes no bits for keys on a curve, which have their own', async () => {
    const { run, folder } = await terminal();
    const { code, stderr } = await run('keys make --algorithm ES256 --bits 4096');
    expect([code, stderr]).toEqual([EXIT.usage, '--bits is for RS256 only.\n']);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each(['playgate-key.pem', 'playgate-key.pub.pem'])(
    'overwrites nothing: with %s there, nothing is written',
    async (file) => {
      const { run, write, folder } = await terminal();
      await write(file, 'precious');
      const { code, stderr } = await run('keys make --algorithm ES256');
      expect(code).toBe(EXIT.problem);
      expect(stderr).toContain('keys are never overwritten');
      expect(await readdir(folder)).toEqual([file]);
      expect(await readFile(join(folder, file), 'utf8')).toBe('precious');
    },
  );

  it('says so where it cannot write', async () => {
    const { run, folder } = await terminal();
    await mkdir(join(folder, 'closed'));
    await chmod(join(folder, 'closed'), 0o500);
    const { code, stderr } = await run('keys make --algorithm ES256 --out missing/key');
    expect(code).toBe(EXIT.problem);
    expect(stderr).toContain('could not be written');
  });
});
