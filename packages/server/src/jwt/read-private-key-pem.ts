import { ServerError } from '../server-error.ts';
import { bitLength } from './bit-length.ts';
import { decodeBase64 } from './decode-base64.ts';
import { DER, readDer, writeDer } from './der.ts';
import type { DerValue } from './der.ts';
import type { KeyKind, SigningKey } from './signing-key.ts';

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/;

/** What else a PEM may be, and what to do about it. */
const OTHERS: Readonly<Record<string, string>> = {
  'PUBLIC KEY': 'is a public key. Give the private one.',
  'RSA PUBLIC KEY': 'is a public key. Give the private one.',
  CERTIFICATE: 'is a certificate. Give the private key.',
  'ENCRYPTED PRIVATE KEY': 'is encrypted. Decrypt it first: openssl pkcs8 -in key.pem.',
  'EC PRIVATE KEY': 'is in SEC1 form. Convert it: openssl pkcs8 -topk8 -nocrypt -in key.pem.',
};

/** Object identifiers, as their DER has them in hex. */
const RSA_OID = '2a864886f70d010101';
const EC_OID = '2a8648ce3d0201';
const CURVES: Readonly<Record<string, string>> = {
  '2a8648ce3d030107': 'P-256',
  '2b81040022': 'P-384',
  '2b81040023': 'P-521',
};

/**
 * Reads a private key in PEM. Line ends may also be written `\n`, as environment variables often have them.
 *
 * @throws {ServerError} `config`
 */
export function readPrivateKeyPem(text: string, name: string): SigningKey {
  const [, label = '', body = ''] = PEM.exec(text.replaceAll(String.raw`\n`, '\n')) ?? [];
  if (label !== 'PRIVATE KEY' && label !== 'RSA PRIVATE KEY')
    throw new ServerError('config', `${name} ${OTHERS[label] ?? 'is no private key in PEM.'}`);
  const bytes = decodeBase64(body.replaceAll(/\s/g, ''));
  const pkcs8 = bytes && (label === 'PRIVATE KEY' ? bytes : wrapPkcs1(bytes));
  const kind = pkcs8 && kindOf(pkcs8);
  if (pkcs8 === undefined || kind === undefined)
    throw new ServerError(
      'config',
      `${name} cannot be read: its PEM is damaged or of an unknown kind.`,
    );
  return { kind, material: { format: 'pkcs8', pkcs8 } };
}

/** PKCS#8 around PKCS#1 (RFC 5208, section 5): a version, the algorithm without parameters, the key. */
function wrapPkcs1(pkcs1: Uint8Array): Uint8Array<ArrayBuffer> {
  const version = writeDer(DER.integer, Uint8Array.of(0));
  const oid = writeDer(DER.oid, bytesOf(RSA_OID));
  const algorithm = writeDer(DER.sequence, oid, writeDer(DER.null));
  return writeDer(DER.sequence, version, algorithm, writeDer(DER.octets, pkcs1));
}

function kindOf(pkcs8: Uint8Array): KeyKind | undefined {
  const [, algorithm, key] = inside(readDer(pkcs8)?.[0]);
  const [oid, parameters] = inside(algorithm).map(({ content }) => hexOf(content));
  if (oid === EC_OID) return { type: 'EC', curve: CURVES[parameters ?? ''] ?? 'unknown' };
  const [, modulus] = inside(readDer(key?.content ?? new Uint8Array())?.[0]);
  if (oid !== RSA_OID || modulus === undefined) return undefined;
  return { type: 'RSA', bits: bitLength(modulus.content) };
}

function inside(sequence: DerValue | undefined): readonly DerValue[] {
  return (sequence?.tag === DER.sequence && readDer(sequence.content)) || [];
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
