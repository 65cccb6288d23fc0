import { describe, expect, it } from 'vitest';
import { networkFault } from '../../src/api/network-fault.ts';

const coded = (code: unknown, cause?: unknown): Error =>
  Object.assign(new Error('canary', { cause }), { code });

describe("a fetch's failure", () => {
  it('is named by the code of what caused it, however deep', () => {
    const deep = new TypeError('fetch failed', {
      cause: new Error('x', { cause: coded('ENOTFOUND') }),
    });
    expect(networkFault(deep)).toBe('ENOTFOUND');
    expect(networkFault(coded('UND_ERR_SOCKET', coded('ECONNRESET')))).toBe('UND_ERR_SOCKET');
  });

  it.each([
    new TypeError('canary'),
    'canary',
    undefined,
    { code: 'ECONNRESET' },
    coded(20),
    coded('canary key'),
    coded('E'.repeat(65)),
  ])('A48 stays nameless where there is no such code (%#)', (error) => {
    expect(networkFault(error)).toBeUndefined();
  });

  it('ends with an error that causes itself', () => {
    const error = new Error('x');
    error.cause = error;
    expect(networkFault(error)).toBeUndefined();
  });
});
