import { describe, expect, it } from 'vitest';
import { passOf } from '../../src/ask/pass-of.ts';
import { bearer, query } from '../../src/place/place-token.ts';

const urls = ['https://cdn.example/'];

describe('what a source answers', () => {
  it.each(['sk_live_0123456789abcdef', 'sk_test_0123456789abcdef', 'sandbox_sk_0123456789abcdef'])(
    'CTS-B2: a secret key is not kept, however it would be placed: %s',
    (token) => {
      for (const place of [bearer({ urls }), query({ urls, param: 'token' })]) {
        const placing = (): unknown => passOf({ token, expiresIn: 60 }, place);
        expect(placing).toThrow(expect.objectContaining({ code: 'invalid_response' }));
        expect(placing).not.toThrow(token);
      }
      const pass = { version: 1, mode: 'renewable', rules: bearer({ urls })(token) } as const;
      expect(() => passOf(pass, undefined)).toThrow(/revoke the key/);
    },
  );

  it('a token that merely begins like one is a token', () => {
    const { rules } = passOf({ token: 'sk_f00d', expiresIn: 60 }, bearer({ urls }));
    expect(rules[0]?.place).toEqual([
      { kind: 'header', name: 'Authorization', value: 'Bearer sk_f00d' },
    ]);
  });
});
