import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/secret/secret.ts';
import { holdsSecret } from '../../src/secret/secret-spellings.ts';

const holds = (text: string, secret: string): boolean => holdsSecret(text, new Secret(secret));

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('the spellings of a secret', () => {
  const secrets = fc.string({ minLength: 8, maxLength: 40, unit: 'grapheme-ascii' });

  it.each([
    ['as it is', (secret: string) => secret],
    ['percent-encoded', encodeURIComponent],
    ['escaped as in JSON', (secret: string) => JSON.stringify(secret).slice(1, -1)],
    ['in base64', base64],
    ['in base64 for URLs', (secret: string) => Buffer.from(secret).toString('base64url')],
    ['in hexadecimal', (secret: string) => Buffer.from(secret).toString('hex').toUpperCase()],
  ])('find it %s, in longer texts too', (_how, write) => {
    fc.assert(
      fc.property(secrets, fc.string(), fc.string(), (secret, before, after) =>
        holds(before + write(secret) + after, secret),
      ),
    );
  });

  it('find it in base64 wherever it stands in what was encoded', () => {
    fc.assert(
      fc.property(secrets, fc.string(), fc.string(), (secret, before, after) =>
        holds(base64(before + secret + after), secret),
      ),
    );
  });

  it('find nothing in other texts (control)', () => {
    expect(holds('the identifier 8ded5a89051a9a01a389bcdf1e174', '99176b1d244c484ed')).toBe(false);
    expect(holds(base64('another secret of some length'), '99176b1d244c484ed')).toBe(false);
  });
});
