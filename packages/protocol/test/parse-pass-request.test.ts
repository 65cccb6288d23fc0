import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePassRequest } from '../src/parse-pass-request.ts';
import { ProtocolError } from '../src/protocol-error.ts';

const request = (members: object = {}): unknown => ({ version: 1, asset: 'film', ...members });
const isJson = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).every(isJson)
    : value === null ||
      typeof value === 'string' ||
      typeof value === 'boolean' ||
      Number.isFinite(value);
const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });

describe('a pass request', () => {
  it('keeps asset, params, answer and fresh, and drops the rest: who asks is never read from the body', () => {
    const input = request({
      params: { a: [1, null, { b: true }] },
      answer: { hash: '[1]' },
      fresh: true,
      user: 'admin',
    });
    expect(parsePassRequest(input)).toEqual({
      version: 1,
      asset: 'film',
      params: { a: [1, null, { b: true }] },
      answer: { hash: '[1]' },
      fresh: true,
    });
  });

  it.each([
    ['asset', { version: 1 }],
    ['asset', request({ asset: '' })],
    ['asset', request({ asset: 'a\u0000' })],
    ['asset', request({ asset: 'x'.repeat(513) })],
    ['params', request({ params: [] })],
    ['params', request({ params: { a: undefined } })],
    ['params', request({ params: { a: Number.NaN } })],
    ['params', request({ params: nested(9) })],
    ['answer', request({ answer: 'hash' })],
    ['answer.*', request({ answer: { hash: 1 } })],
    ['fresh', request({ fresh: 'yes' })],
  ])('%s is named when it is wrong', (member, input) => {
    expect(() => parsePassRequest(input)).toThrow(
      expect.objectContaining({ code: 'invalid_member', member }),
    );
  });

  it('params may nest eight deep', () => {
    expect(parsePassRequest(request({ params: nested(8) })).params).toEqual(nested(8));
  });

  it('__proto__ is data', () => {
    const { params, answer } = parsePassRequest(
      JSON.parse(
        '{"version":1,"asset":"a","params":{"__proto__":{"admin":true}},"answer":{"__proto__":"x"}}',
      ),
    );
    expect(Object.keys(params ?? {})).toEqual(['__proto__']);
    expect(Reflect.get(params ?? {}, 'admin')).toBeUndefined();
    expect(Object.keys(answer ?? {})).toEqual(['__proto__']);
  });

  it('for any input, gives a value that is JSON again, or a ProtocolError', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (params, answer) => {
        for (const input of [params, request({ params }), request({ answer })])
          try {
            if (!isJson(parsePassRequest(input))) return false;
          } catch (error) {
            if (!(error instanceof ProtocolError)) throw error;
          }
        return true;
      }),
      { numRuns: 1000 },
    );
  });

  it('a circle is refused', () => {
    const params: Record<string, unknown> = {};
    params['self'] = params;
    expect(() => parsePassRequest(request({ params }))).toThrow(ProtocolError);
  });
});
