import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/secret/secret.ts';
import { basicAuthorization } from '../../src/secure-video/basic-authorization.ts';

const header = (identifier: string, secretKey: string): string =>
  basicAuthorization({ identifier, secretKey: new Secret(secretKey) }).reveal();

describe('SV-S1 the Authorization header', () => {
  const PAIR = ['8ded5a89051a9a01a389bcdf1e174', '99176b1d244c484ed65dd792abc1'] as const;
  const EXPECTED =
    'OGRlZDVhODkwNTFhOWEwMWEzODliY2RmMWUxNzQ6OTkxNzZiMWQyNDRjNDg0ZWQ2NWRkNzkyYWJjMQ==';

  it('of the printed pair is 80 characters of base64 without a line break', () => {
    expect(EXPECTED).toHaveLength(80);
    expect(header(...PAIR)).toBe(`Basic ${EXPECTED}`);
  });

  it('would hold a line break if lines were broken as RFC 2045 says, and could not be sent (control)', () => {
    const mime = EXPECTED.replace(/.{76}/g, '$&\r\n');
    expect(mime).toContain('\r\n');
    expect(() => new Headers({ Authorization: `Basic ${mime}` })).toThrow(TypeError);
    expect(() => new Headers({ Authorization: header(...PAIR) })).not.toThrow();
  });

  it('of the header sample is that of another pair', () => {
    expect(header('Aladdin', 'open sesame')).toBe('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==');
  });

  it('is UTF-8 (RFC 7617, section 2.1)', () => {
    expect(header('test', '123\u00a3')).toBe('Basic dGVzdDoxMjPCow==');
  });

  it('does not print', () => {
    const [identifier, secretKey] = PAIR;
    expect(String(basicAuthorization({ identifier, secretKey: new Secret(secretKey) }))).toBe(
      '[secret]',
    );
  });
});
