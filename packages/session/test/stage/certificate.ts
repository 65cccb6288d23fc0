import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A certificate that is made for one run, and is its own authority. */
export interface Certificate {
  readonly keyFile: string;
  readonly certificateFile: string;
  /** In PEM: what a client must trust. */
  readonly authority: string;
}

/** The sentence that is printed where there is none. */
export const NO_OPENSSL =
  'openssl is not installed, so nothing is tested over TLS. Install it with the package manager.';

/** Whether there is one on this machine. Says so once where there is none. */
export function hasOpenssl(): boolean {
  if (spawnSync('openssl', ['version']).status === 0) return true;
  process.stderr.write(`${NO_OPENSSL}\n`);
  return false;
}

/** Node makes keys, but no certificates. */
export async function makeCertificate(folder: string): Promise<Certificate> {
  const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const { status, stderr } = spawnSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-days', '1', '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'],
      ...['-keyout', keyFile, '-out', certificateFile],
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`openssl failed: ${stderr}`);
  return { keyFile, certificateFile, authority: await readFile(certificateFile, 'utf8') };
}
