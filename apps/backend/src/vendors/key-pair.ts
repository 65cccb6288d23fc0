/** An RSA key pair, both halves as PEM. */
export interface KeyPair {
  readonly signingKey: string;
  readonly publicKey: string;
}

const ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
};

/** Makes a key pair. An application makes one once, and keeps the signing key in its vault. */
export async function createKeyPair(): Promise<KeyPair> {
  const { subtle } = crypto;
  const pair = await subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  return {
    signingKey: pem('PRIVATE KEY', await subtle.exportKey('pkcs8', pair.privateKey)),
    publicKey: pem('PUBLIC KEY', await subtle.exportKey('spki', pair.publicKey)),
  };
}

function pem(label: string, der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
