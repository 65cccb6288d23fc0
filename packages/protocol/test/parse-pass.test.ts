import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPass } from '../src/format-pass.ts';
import { parsePass } from '../src/parse-pass.ts';
import { ProtocolError } from '../src/protocol-error.ts';
import { anyPass, mutated } from './support/arbitraries.ts';

const RULE = { match: { urls: ['https://cdn.example/'] }, place: [{ kind: 'cookie' }] };
const pass = (members: object = {}): unknown => ({ version: 1, rules: [RULE], ...members });
const rule = (members: object): unknown => pass({ rules: [{ ...RULE, ...members }] });
const placing = (placement: unknown): unknown => rule({ place: [placement] });

/** A value, or the one error; nothing else. */
function attempt(input: unknown): unknown {
  try {
    return parsePass(input);
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolError);
    return undefined;
  }
}

describe('for any input', () => {
  it('gives a value or a ProtocolError', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.anything()), (input) => void attempt(input)),
      { numRuns: 1000 },
    );
  });

  it('the same for a valid pass with anything put anywhere', () => {
    const path = fc.array(fc.nat(8), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyPass, path, fc.jsonValue(), (valid, at, by) => {
        attempt(mutated(JSON.parse(JSON.stringify(formatPass(valid))), at, by));
      }),
      { numRuns: 2000 },
    );
  });

  it('reads what formatPass writes', () => {
    fc.assert(
      fc.property(anyPass, (valid) => {
        expect(parsePass(JSON.parse(JSON.stringify(formatPass(valid))))).toEqual(
          JSON.parse(JSON.stringify(valid)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('no error holds a value of the input', () => {
    const values = [
      'canary-value',
      'canary value',
      'canary\u0000',
      'https://canary.example:x/',
      'http://canary.example/',
    ];
    for (const value of values)
      for (const bad of [
        placing({ kind: 'header', name: 'X-Key', value: `${value}\n` }),
        placing({ kind: 'header', name: 'Cookie', value }),
        placing({ kind: 'query', params: { [`${value}&`]: value } }),
        placing({ kind: 'query', params: { hash: `${value}&` } }),
        placing({ kind: value }),
        rule({ match: { urls: [`${value} `] } }),
        pass({ mode: value }),
        pass({ id: `${value}\u0001` }),
      ]) {
        const error: unknown = (() => {
          try {
            return parsePass(bad);
          } catch (thrown) {
            return thrown;
          }
        })();
        expect(error).toBeInstanceOf(ProtocolError);
        expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('canary');
      }
  });
});

describe('a pass', () => {
  it('turns seconds into milliseconds, and ignores members it does not know', () => {
    expect(
      parsePass(pass({ expires_in: 3.5, issued_at: 1000, later: true, mode: undefined })),
    ).toEqual({
      version: 1,
      mode: 'renewable',
      lifetimeMs: 3500,
      issuedAt: 1_000_000,
      rules: [RULE],
    });
  });

  it.each([
    ['not_an_object', '', [null, [], 'pass', 1, undefined]],
    ['unsupported_version', 'version', [{}, { version: 2 }, { version: '1' }]],
    ['unsupported_placement', 'rules[0].place[0].kind', [placing({ kind: 'path' }), placing({})]],
  ])('%s', (code, member, inputs) => {
    for (const input of inputs)
      expect(() => parsePass(input)).toThrow(expect.objectContaining({ code, member }));
  });

  it.each([
    ['mode', pass({ mode: 'shared' })],
    ['expires_in', pass({ expires_in: 0 })],
    ['expires_in', pass({ expires_in: -1 })],
    ['expires_in', pass({ expires_in: 1e12 })],
    ['expires_in', pass({ expires_in: Number.POSITIVE_INFINITY })],
    ['expires_in', pass({ expires_in: '60' })],
    ['issued_at', pass({ issued_at: -1 })],
    ['id', pass({ id: 5 })],
    ['subject', pass({ subject: '' })],
    ['rules', pass({ rules: {} })],
    ['rules', pass({ rules: Array.from({ length: 65 }, () => RULE) })],
    ['rules[0].match', rule({ match: undefined })],
    ['rules[0].match.urls', rule({ match: { urls: 'https://cdn.example/' } })],
    ['rules[0].match.urls[0]', rule({ match: { urls: ['http://cdn.example/'] } })],
    ['rules[0].match.kinds', rule({ match: { ...RULE.match, kinds: 'key' } })],
    ['rules[0].place', rule({ place: {} })],
    ['rules[0].refusals', rule({ refusals: { teapot: 'deny' } })],
    ['rules[0].refusals', rule({ refusals: { 600: 'deny' } })],
    ['rules[0].refusals.401', rule({ refusals: { 401: 'panic' } })],
    ['rules[0].redirects', rule({ redirects: 'sometimes' })],
    ['source', pass({ source: 'https://cdn.example/' })],
    ['source.src', pass({ source: {} })],
  ])('%s is named when it is wrong', (member, input) => {
    expect(() => parsePass(input)).toThrow(
      expect.objectContaining({ code: 'invalid_member', member }),
    );
  });

  it('leaves out kinds of a later version', () => {
    const input = rule({ match: { ...RULE.match, kinds: ['key', 'thumbnail'] } });
    expect(parsePass(input).rules[0]?.match.kinds).toEqual(['key']);
  });
});

describe('placements', () => {
  it.each(['Authorization', 'authorization', 'BCOV-Auth', 'DPoP', 'X-STAPI-API-Key'])(
    'a header may be %s',
    (name) => {
      const placement = { kind: 'header', name, value: 'v' };
      expect(parsePass(placing(placement)).rules[0]?.place).toEqual([placement]);
    },
  );

  it.each([
    'Cookie',
    'Range',
    'Host',
    'X-Playgate',
    'x-playgate',
    'Origin',
    'X-',
    'X-a b',
    'X-é',
    '',
    '__proto__',
  ])('a header may not be %j', (name) => {
    expect(() => parsePass(placing({ kind: 'header', name, value: 'v' }))).toThrow(ProtocolError);
  });

  it.each(['', 'a\nb', 'a\r\nSet-Cookie: x', 'é', '\u0000'])(
    'a header value may not be %j',
    (value) => {
      expect(() => parsePass(placing({ kind: 'header', name: 'X-Key', value }))).toThrow(
        ProtocolError,
      );
    },
  );

  it.each([
    { 'a b': '1' },
    { 'a=b': '1' },
    { 'a&b': '1' },
    { a: '1&b=2' },
    { a: '1#x' },
    { a: '1 2' },
    { a: 'é' },
    { a: 5 },
  ])('query parameters may not be %j', (params) => {
    expect(() => parsePass(placing({ kind: 'query', params }))).toThrow(ProtocolError);
  });

  it('__proto__ is data', () => {
    const parsed = parsePass(
      JSON.parse(
        '{"version":1,"__proto__":{"id":"inherited"},"rules":[{"match":{"urls":[]},"place":[{"kind":"query","params":{"__proto__":"x"}}]}]}',
      ),
    );
    expect(parsed.id).toBeUndefined();
    expect(JSON.stringify(parsed.rules[0]?.place)).toBe(
      '[{"kind":"query","params":{"__proto__":"x"}}]',
    );
    expect(Reflect.get({}, 'id')).toBeUndefined();
  });

  it('nothing is read from a prototype', () => {
    expect(() => parsePass(Object.create({ version: 1, rules: [] }))).toThrow(
      expect.objectContaining({ code: 'unsupported_version' }),
    );
  });
});
