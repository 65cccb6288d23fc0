import { expect, it } from 'vitest';
import { Secret } from '../../src/index.ts';
import type { CanaryStage, Channel } from './canary-stage.ts';
import { strange } from './canary-stage.ts';
import { prepareCanaries } from './run-canaries.ts';
import type { Trouble } from './troubles.ts';
import { TROUBLES } from './troubles.ts';

const SECRET = strange('planted');

/** One operation that tells, in each way in which one can. */
const LEAKS: readonly (readonly [Channel, string, (stage: CanaryStage) => unknown])[] = [
  ['response', 'a body', () => new Response(`no: ${SECRET}`)],
  ['response', 'a header', () => new Response(null, { headers: { location: `/?key=${SECRET}` } })],
  ['response', 'a status text', () => new Response(null, { status: 500, statusText: SECRET })],
  ['error', 'a message', () => Promise.reject(new Error(`bad key ${SECRET}`))],
  ['error', 'a stack', () => Promise.reject(Object.assign(new Error('x'), { stack: SECRET }))],
  ['error', 'a cause', () => Promise.reject(new Error('x', { cause: { headers: [SECRET] } }))],
  [
    'error',
    'a cause of a cause',
    () => Promise.reject(new Error('x', { cause: new Error('y', { cause: new Error(SECRET) }) })),
  ],
  [
    'error',
    'a member that is not shown',
    () => Promise.reject(Object.defineProperty(new Error('x'), 'config', { value: SECRET })),
  ],
  [
    'error',
    'what it is as JSON',
    () => Promise.reject(Object.assign(new Error('x'), { toJSON: () => ({ key: SECRET }) })),
  ],
  ['error', 'a text that is thrown', () => Promise.reject(SECRET)],
  ['result', 'a member', () => ({ deep: { in: [{ it: SECRET }] } })],
  ['result', 'a key of a map', () => new Map([[SECRET, 1]])],
  [
    'result',
    'a getter',
    () => ({
      get key() {
        return SECRET;
      },
    }),
  ],
  ['result', 'a secret that was unwrapped', () => ({ key: new Secret(SECRET).reveal() })],
  [
    'result',
    'a page of a list',
    async function* () {
      yield SECRET;
    },
  ],
  ['event', 'a call', ({ hear }) => hear('event', { path: `/keys/${SECRET}` })],
  ['hook', 'an audit', ({ hear }) => hear('hook', { error: new Error(SECRET) })],
  ['console', 'a warning', () => console.warn('refused', { key: SECRET })],
  ['console', 'the error stream', () => process.stderr.write(SECRET)],
];

const [nothing] = TROUBLES;

/** What is found of one operation. */
async function foundOf(
  operate: (stage: CanaryStage) => unknown,
  trouble: Trouble | undefined = nothing,
) {
  const runner = await prepareCanaries({
    name: 'planted',
    uses: [],
    prepare: async (stage) => ({
      secrets: { key: SECRET },
      operations: { planted: () => operate(stage) },
    }),
  });
  const run = await runner.run(trouble ?? expect.fail('no trouble'));
  await runner.close();
  return run;
}

it.each(LEAKS)('a leak in the channel %s is found: %s', async (channel, _where, operate) => {
  const { found } = await foundOf(operate);
  expect(found.some((one) => one.startsWith(`${channel}: key (`))).toBe(true);
});

it('a leak to a stranger is found', async () => {
  const { leaks } = await foundOf(({ sandbox, fetch }) =>
    fetch(`${sandbox.addresses.foreign}/collect`, { headers: { 'X-Key': SECRET } }),
  );
  expect(leaks).toMatchObject([{ canary: 'key', listener: 'foreign', encoding: 'raw' }]);
});

it('what the vendor gave is found in an error, and may be in an answer', async () => {
  const TOKEN = {
    action: 'status',
    status: 200,
    body: '{"access_token":"t0ken-of-a-vendor"}',
  } as const;
  const trouble: Trouble = {
    trouble: 'a token',
    begin: async (sandbox) => void (await sandbox.addFault({ where: {}, do: TOKEN })),
  };
  const given = async ({ sandbox, fetch }: CanaryStage): Promise<string> =>
    (await fetch(`${sandbox.addresses.stapi}/v1/videos`)).text();
  const thrown = async (stage: CanaryStage) => Promise.reject(new Error(await given(stage)));
  expect((await foundOf(thrown, trouble)).found).toEqual(['error: what the vendor gave']);
  expect((await foundOf(given, trouble)).found).toEqual([]);
});

it('nothing is found where nothing leaks: a wrapped secret prints as such (control)', async () => {
  const { found, leaks, outcomes } = await foundOf(() => [new Secret(SECRET), { [`${'k'}ey`]: 1 }]);
  expect({ found, leaks, outcomes }).toEqual({
    found: [],
    leaks: [],
    outcomes: { planted: 'result' },
  });
});

it('every trouble that repeats secrets does so (control)', async () => {
  const repeating = TROUBLES.filter(({ trouble }) => /repeats? the secrets/.test(trouble));
  expect(repeating.length).toBeGreaterThan(10);
  for (const trouble of repeating) {
    const { found } = await foundOf(
      ({ sandbox, fetch }) => fetch(`${sandbox.addresses.stapi}/v1/videos`),
      trouble,
    );
    expect(found.filter((one) => one.startsWith('response: key ('))).not.toEqual([]);
  }
});
