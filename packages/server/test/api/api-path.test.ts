import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiPath } from '../../src/api/api-path.ts';
import { codeThrown } from './api-support.ts';

describe('a path', () => {
  it('holds its parts encoded, and its pattern none of them', () => {
    expect(apiPath`/accounts/${'a/b'}/keys/${7}`).toEqual({
      text: '/accounts/a%2Fb/keys/7',
      pattern: '/accounts/{}/keys/{}',
    });
    expect(apiPath`/x/${"-._~!'()*;:@&=+$,?#[]%é"}`.text).toBe(
      '/x/-._~%21%27%28%29%2A%3B%3A%40%26%3D%2B%24%2C%3F%23%5B%5D%25%C3%A9',
    );
    expect(apiPath`/all`).toEqual({ text: '/all', pattern: '/all' });
  });

  it.each([
    ['an empty one', ''],
    ['this folder', '.'],
    ['the folder above', '..'],
    ['a climb', '../x'],
    ['a climb inside', 'a/../b'],
    ['a climb at the end', 'a/..'],
    ['a climb by backslash', 'a\\..\\b'],
    ['NUL', 'a\0'],
    ['a line end', 'a\r\nb'],
    ['DEL', '\u007f'],
    ['a C1 control', '\u0085'],
    ['half a character', '\ud800'],
    ['10 kB', 'x'.repeat(10_240)],
    ['8 kB that grow', '%'.repeat(3000)],
  ])('A16 A45 refuses %s as a part', (_what, part) => {
    expect(codeThrown(() => apiPath`/x/${part}`)).toBe('invalid_value');
  });

  it.each([[['a']], [{ toString: () => '..' }], [undefined], [null], [1.5], [NaN], [true]])(
    'A16 refuses %j, which JavaScript may give',
    (part) => {
      // @ts-expect-error: no part for TypeScript
      expect(codeThrown(() => apiPath`/x/${part}`)).toBe('invalid_value');
    },
  );

  it('A45 tells which part is wrong, and not what it is', () => {
    expect(() => apiPath`/x/${'fine'}/y/${'canary\n'}`).toThrow(/^Part 2 of a path /);
    expect(() => apiPath`/keys/${'canary\n'}`).not.toThrow(/canary|keys/);
  });

  it('takes a part of 8192 bytes, as long as a token, and none that is longer', () => {
    expect(apiPath`/x/${'t'.repeat(8192)}`.text).toHaveLength(8195);
    expect(codeThrown(() => apiPath`/x/${'t'.repeat(8193)}`)).toBe('invalid_value');
  });

  it.each(['...', '.a', 'a.', 'a..b', '..a/b..'])('takes the dots in %s', (part) => {
    expect(codeThrown(() => apiPath`/x/${part}`)).toBeUndefined();
  });
});

describe('A16 A45 whatever a part is', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('.', '/', '\\', '%', '2', 'e', '?', '#', '@', ':', '*') }),
    fc.constantFrom('//evil', '@evil', '%2e%2e', '__proto__', 'https://evil.example', '..;'),
  );
  /** The steps of the path that a server sees. */
  const steps = (text: string): string[] =>
    new URL(`https://api.example${text}`).pathname.split('/').map(decodeURIComponent);

  it('that is taken stays one step of the path', () => {
    fc.assert(
      fc.property(nasty, nasty, (a, b) => {
        let text: string;
        try {
          ({ text } = apiPath`/x/${a}/y/${b}`);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_value' });
          return;
        }
        expect(new URL(`https://api.example${text}`).origin).toBe('https://api.example');
        expect(steps(text)).toEqual(['', 'x', a, 'y', b]);
      }),
      { numRuns: 5000 },
    );
  });

  it('which a plain template cannot say (control)', () => {
    expect(steps(`/x/${'../z'}/y/b`)).toEqual(['', 'z', 'y', 'b']);
  });
});
