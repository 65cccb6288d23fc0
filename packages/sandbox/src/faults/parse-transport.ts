import { check } from '../check.ts';
import type { JsonObject } from '../json-members.ts';
import type { Transport } from './transport.ts';

const ENDS = ['end', 'reset', 'hang', 'endless'] as const;

/** The least that each number may be. */
const LEAST = {
  firstByteMs: 0,
  latencyMs: 0,
  jitterMs: 0,
  seed: -Infinity,
  bytesPerSecond: 1,
  sliceBytes: 1,
} as const;

/** @throws {SandboxError} `invalid_option`, naming the member. */
export function parseTransport(input: JsonObject): Transport {
  const numbers = Object.entries(LEAST).flatMap(([name, least]) => {
    const value = input[name];
    if (value === undefined) return [];
    check(isWhole(value, least), `do.${name} must be a whole number from ${least} on.`);
    return [[name, value]];
  });
  const { limitBytes, ending } = input;
  check(
    limitBytes === undefined || limitBytes === 'half' || isWhole(limitBytes, 0),
    "do.limitBytes must be a whole number from 0 on, or 'half'.",
  );
  check(ending === undefined || isEnd(ending), `do.ending must be one of ${ENDS.join(', ')}.`);
  return {
    ...Object.fromEntries(numbers),
    ...(limitBytes !== undefined && { limitBytes }),
    ...(ending !== undefined && { ending }),
  };
}

const isWhole = (value: unknown, least: number): value is number =>
  Number.isSafeInteger(value) && Number(value) >= least;

const isEnd = (value: unknown): value is (typeof ENDS)[number] => ENDS.some((end) => end === value);
