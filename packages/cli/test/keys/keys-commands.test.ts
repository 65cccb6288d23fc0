import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/index.ts';
import { lines, sandboxTerminal } from '../sandbox-terminal.ts';
import type { SandboxTerminal } from '../sandbox-terminal.ts';

let shell: SandboxTerminal;

beforeEach(async () => {
  shell = await sandboxTerminal();
});

async function spkiOf(file: string): Promise<Buffer> {
  const pem = await readFile(join(shell.folder, file), 'utf8');
  return createPublicKey(pem).export({ type: 'spki', format: 'der' });
}

const sha256 = (der: Buffer): string => createHash('sha256').update(der).digest('hex');

describe('playgate keys register', () => {
  it('registers the public half of the configured key', async () => {
    const { code, stdout } = await shell.run('keys register --json');
    expect(code).toBe(EXIT.ok);
    const { id, fingerprint } = JSON.parse(stdout);
    const der = await spkiOf('key.pem');
    expect(fingerprint).toBe(sha256(der));
    expect(lines((await shell.run('keys list --json')).stdout)).toEqual([
      {
        id,
        fingerprint,
        value: der.toString('base64'),
        configured: true,
        createdAt: expect.any(String),
        algorithm: 'rsa',
      },
    ]);
  });

  it('registers a key that keys make made, from either file', async () => {
    await shell.run('keys make --out other');
    for (const file of ['other.pem', 'other.pub.pem']) {
      const { code, stdout } = await shell.run(`keys register ${file}`);
      expect(code).toBe(EXIT.ok);
      expect(stdout).toContain(sha256(await spkiOf(file)));
    }
  });

  it('takes nothing that is no key', async () => {
    await shell.write('note.txt', 'not a key');
    const { code, stderr } = await shell.run('keys register note.txt');
    expect([code, stderr]).toEqual([
      EXIT.usage,
      'The file is no key in PEM. playgate keys make makes one.\n',
    ]);
  });

  it('takes no configured key that is none', async () => {
    await shell.write('key.pem', 'not a key');
    const { code, stderr } = await shell.run('keys register');
    expect(code).toBe(EXIT.config);
    expect(stderr).toContain('brightcove.signingKey is no key in PEM.');
  });
});

describe('playgate keys list', () => {
  it('says that there is none, and how to register one', async () => {
    expect((await shell.run('keys list')).stdout).toBe(
      'No key is registered. playgate keys register registers one.\n',
    );
    expect((await shell.run('keys list --json')).stdout).toBe('');
  });

  it('marks the key that tokens are signed with', async () => {
    await shell.run('keys register');
    await shell.run('keys make --out other');
    await shell.run('keys register other.pub.pem');
    const { stdout } = await shell.run('keys list');
    const [mine, other] = stdout.trimEnd().split('\n');
    expect(mine).toMatch(/^[0-9a-f-]{36} {2}.*SHA-256 [0-9a-f]{64} {2}signingKey$/);
    expect(other).not.toContain('signingKey');
  });

  it('needs no signing key to list', async () => {
    delete shell.config['brightcove']?.['signingKey'];
    await shell.save();
    expect((await shell.run('keys list')).code).toBe(EXIT.ok);
  });
});

describe('playgate keys delete', () => {
  it('deletes a key', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await shell.write('old.pem', publicKey.export({ type: 'spki', format: 'pem' }));
    const { id } = JSON.parse((await shell.run('keys register old.pem --json')).stdout);
    const { code, stdout } = await shell.run(`keys delete ${id} --json`);
    expect(code).toBe(EXIT.ok);
    expect(JSON.parse(stdout)).toEqual({ id, deleted: true });
    expect((await shell.run('keys list --json')).stdout).toBe('');
  });

  it('does not delete the key that is signed with, but by force', async () => {
    const { id } = JSON.parse((await shell.run('keys register --json')).stdout);
    const { code, stderr } = await shell.run(`keys delete ${id}`);
    expect(code).toBe(EXIT.problem);
    expect(stderr).toContain('every viewer loses the picture');
    expect(lines((await shell.run('keys list --json')).stdout)).toHaveLength(1);
    expect((await shell.run(`keys delete ${id} --force`)).code).toBe(EXIT.ok);
  });

  it('an unknown id is exit code 4, with the vendor’s status', async () => {
    const { code, stderr } = await shell.run(
      'keys delete 00000000-0000-4000-8000-000000000000 --json',
    );
    expect(code).toBe(EXIT.vendor);
    expect(JSON.parse(stderr).error).toMatchObject({ code: 'vendor_not_found', status: 404 });
  });
});

describe('what the vendor refuses is exit code 4', () => {
  it('wrong credentials', async () => {
    shell.env['BRIGHTCOVE_CLIENT_SECRET'] = 'canary-of-another-client';
    shell.canaries.add('wrong secret', 'canary-of-another-client');
    const { code, stdout, stderr } = await shell.run('keys list');
    expect([code, stdout]).toEqual([EXIT.vendor, '']);
    expect(stderr).toMatch(/^Brightcove.*correlation id /);
  });

  it('nothing at all', async () => {
    const fetch = () => Promise.reject(new TypeError('fetch failed'));
    const { code, stderr } = await shell.run('keys list --json', { fetch });
    expect(code).toBe(EXIT.vendor);
    expect(JSON.parse(stderr).error.code).toBe('vendor_connection');
  });
});

it('Ctrl-C while the vendor is asked is exit code 130', async () => {
  const stop = new AbortController();
  const fetch = () => {
    stop.abort();
    return new Promise<Response>(() => undefined);
  };
  const { code } = await shell.run('keys list', { fetch, signal: stop.signal });
  expect(code).toBe(EXIT.interrupted);
});

it('a member that Brightcove’s section does not have is exit code 3', async () => {
  Object.assign(shell.config['brightcove'] ?? {}, { acountId: '1' });
  await shell.save();
  const { code, stderr } = await shell.run('keys list');
  expect(code).toBe(EXIT.config);
  expect(stderr).toContain('brightcove.acountId, which is not known');
});
