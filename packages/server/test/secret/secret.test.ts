import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isServerError, Secret, secret, ServerError } from '../../src/index.ts';

afterEach(() => vi.unstubAllGlobals());

describe('Secret', () => {
  const held = new Secret('canary');

  it('X4 prints as [secret] everywhere', () => {
    const printed = [
      String(held),
      `${held.toString()}`,
      JSON.stringify(held),
      JSON.stringify({ held, deep: [held] }),
      inspect(held),
      inspect({ held }, { showHidden: true, depth: 9 }),
      inspect(new ServerError('config', 'x', { cause: { held } })),
      JSON.stringify(Object.entries(held)),
      JSON.stringify(structuredClone(held)),
    ];
    for (const text of printed) expect(text).not.toContain('canary');
    expect(printed.slice(0, 3)).toEqual(['[secret]', '[secret]', '"[secret]"']);
    expect(printed[4]).toBe('[secret]');
  });

  it('gives its text to whoever asks for it by name', () => {
    expect(held.reveal()).toBe('canary');
  });
});

describe('secret', () => {
  it('wraps a text once', () => {
    const wrapped = secret('0123456789abcdef', { name: 'key', minBytes: 16 });
    expect(wrapped.reveal()).toBe('0123456789abcdef');
    expect(secret(wrapped, { name: 'key' })).toBe(wrapped);
  });

  it.each([
    ['', /missing/],
    ['   ', /missing/],
    [JSON.parse('null'), /missing/],
    ['TOPSECRET', /sample/],
    ['TOP_SECRET_KEY', /sample/],
    ['topsecret', /sample/],
    ['canary-short', /16/],
  ])('A42 S6 %j is refused by the name of its option', (value, why) => {
    const attempt = (): Secret => secret(value, { name: 'signingKey', minBytes: 16 });
    expect(attempt).toThrow(why);
    expect(attempt).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringContaining('signingKey') }),
    );
    expect(attempt).not.toThrow(/canary/);
  });

  it('counts bytes, not characters', () => {
    expect(() => secret('ä'.repeat(8), { name: 'key', minBytes: 16 })).not.toThrow();
    expect(() => secret('a'.repeat(15), { name: 'key', minBytes: 16 })).toThrow(/16/);
  });

  it('X4 is refused in a browser page', () => {
    expect(() => secret('abc', { name: 'key' })).not.toThrow();
    vi.stubGlobal('document', {});
    expect(() => secret('abc', { name: 'key' })).toThrow(/key was given in a browser page/);
  });
});

describe('isServerError', () => {
  it('tells them by name', () => {
    expect(isServerError(new ServerError('config', 'x'))).toBe(true);
    expect([new Error('x'), null, 'x', {}].map(isServerError)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
