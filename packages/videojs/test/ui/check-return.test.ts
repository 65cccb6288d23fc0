import { describe, expect, test } from 'vitest';
import { checkReturn } from '../../src/ui/check-return.ts';

const frame = new MessageChannel().port1;
const stranger = new MessageChannel().port1;
const nonce = '0123456789abcdef0123456789abcdef';
const expected = { origin: 'https://app.example', source: frame, nonce };
const data = { type: 'playgate:return', nonce, hash: '["a","b"]' };
const right = { origin: 'https://app.example', source: frame, data };

describe('checkReturn', () => {
  test('A71: takes the right message', () => {
    expect(checkReturn(right, expected)).toBe('["a","b"]');
  });

  test.each([
    ['another origin', { ...right, origin: 'https://app.example.evil.example' }],
    ['another port', { ...right, origin: 'https://app.example:8443' }],
    ['no origin', { ...right, origin: 'null' }],
    ['another window', { ...right, source: stranger }],
    ['no window', { ...right, source: null }],
    ['another nonce', { ...right, data: { ...data, nonce: 'f'.repeat(32) } }],
    ['part of the nonce', { ...right, data: { ...data, nonce: nonce.slice(0, 31) } }],
    ['a nonce that only reads like it', { ...right, data: { ...data, nonce: [nonce] } }],
    ['no nonce', { ...right, data: { type: data.type, hash: data.hash } }],
    ['another type', { ...right, data: { ...data, type: 'playgate:other' } }],
    ['no hash', { ...right, data: { type: data.type, nonce } }],
    ['a hash that is no text', { ...right, data: { ...data, hash: ['a'] } }],
    [
      'a hash of more than 8192 characters',
      { ...right, data: { ...data, hash: 'a'.repeat(8193) } },
    ],
    ['text', { ...right, data: JSON.stringify(data) }],
    ['nothing', { ...right, data: null }],
  ])('A71: ignores %s, while the otherwise same message is taken', (_, wrong) => {
    expect(checkReturn(wrong, expected)).toBeUndefined();
    expect(checkReturn(right, expected)).toBe(data.hash);
  });

  test('takes a hash of 8192 characters', () => {
    const hash = 'a'.repeat(8192);
    expect(checkReturn({ ...right, data: { ...data, hash } }, expected)).toBe(hash);
  });

  test('A71: takes nothing while there is no window, not even from none', () => {
    expect(checkReturn({ ...right, source: null }, { ...expected, source: null })).toBeUndefined();
  });
});
