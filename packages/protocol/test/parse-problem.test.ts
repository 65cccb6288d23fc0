import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatProblem } from '../src/format-problem.ts';
import { parseProblem } from '../src/parse-problem.ts';
import { ProtocolError } from '../src/protocol-error.ts';
import { anyProblem, mutated } from './support/arbitraries.ts';

const INTERACTION = { entry_url: 'https://a.example/in', return_url: 'https://a.example/back' };
const problem = (members: object = {}): unknown => ({
  code: 'forbidden',
  status: 403,
  title: 'No.',
  ...members,
});
const locked = (members: object): unknown =>
  problem({ code: 'interaction_required', interaction: { ...INTERACTION, ...members } });

describe('for any input', () => {
  it('gives a value or a ProtocolError', () => {
    const path = fc.array(fc.nat(8), { minLength: 1, maxLength: 4 });
    const input = fc.oneof(
      fc.anything(),
      fc
        .tuple(anyProblem, path, fc.jsonValue())
        .map(([valid, at, by]) => mutated(formatProblem(valid), at, by)),
    );
    fc.assert(
      fc.property(input, (one) => {
        try {
          parseProblem(one);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads what formatProblem writes', () => {
    fc.assert(
      fc.property(anyProblem, (valid) => {
        expect(parseProblem(JSON.parse(JSON.stringify(formatProblem(valid))))).toEqual(
          JSON.parse(JSON.stringify(valid)),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('a problem', () => {
  it('brings an interaction exactly when one is required', () => {
    expect(parseProblem(locked({ popup_width: 400 })).interaction).toEqual({
      entryUrl: 'https://a.example/in',
      returnUrl: 'https://a.example/back',
      width: 400,
    });
    expect(parseProblem(problem({ interaction: INTERACTION }))).not.toHaveProperty('interaction');
  });

  it.each([
    ['code', problem({ code: 'made_up' })],
    ['status', problem({ status: 200 })],
    ['status', problem({ status: 403.5 })],
    ['title', problem({ title: '' })],
    ['retry_after', problem({ retry_after: -1 })],
    ['retry_after', problem({ retry_after: '3' })],
    ['correlation_id', problem({ correlation_id: 'a\nb' })],
    ['interaction', problem({ code: 'interaction_required' })],
    ['interaction.entry_url', locked({ entry_url: 'http://a.example/' })],
    ['interaction.entry_url', locked({ entry_url: 'javascript:alert(1)' })],
    ['interaction.entry_url', locked({ entry_url: '/in' })],
    ['interaction.return_url', locked({ return_url: 'https://user@a.example/' })],
    ['interaction.popup_width', locked({ popup_width: 0 })],
    ['interaction.params', locked({ params: [] })],
    ['interaction.params.*', locked({ params: { a: 1 } })],
  ])('%s is named when it is wrong', (member, input) => {
    expect(() => parseProblem(input)).toThrow(
      expect.objectContaining({ code: 'invalid_member', member }),
    );
  });
});
