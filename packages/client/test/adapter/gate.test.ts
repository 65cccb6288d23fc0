// @vitest-environment jsdom
import { ClientError } from '@playgate/client';
import { expect, test } from 'vitest';
import { createGate } from '../../src/adapter/gate.ts';
import { FakeAuthorizer } from '../support/fake-authorizer.ts';
import { settled } from '../support/settled.ts';

const PASSAGE = { url: 'https://media.example/1.ts', kind: 'segment' } as const;

function setUp() {
  const authorizer = new FakeAuthorizer();
  const abort = new AbortController();
  const gate = createGate(authorizer);
  const results: string[] = [];
  const note = (promise: Promise<unknown>): void => {
    promise.then(
      () => results.push('through'),
      (error: unknown) => results.push(error instanceof ClientError ? error.code : 'aborted'),
    );
  };
  return {
    authorizer,
    abort,
    gate,
    results,
    note,
    pass: () => note(gate.pass({ ...PASSAGE, signal: abort.signal })),
  };
}

test('a final state holds requests, and retry lets them go', async () => {
  const { authorizer, gate, results, pass } = setUp();
  authorizer.end('denied', 'forbidden');
  pass();
  await settled();
  expect(results).toEqual([]);
  gate.retry();
  await settled();
  expect(results).toEqual(['through']);
});

test('from one final state to the next they are still held', async () => {
  const { authorizer, results, pass } = setUp();
  authorizer.end('denied', 'forbidden');
  pass();
  await settled();
  authorizer.end('signed-out', 'signed_out');
  await settled();
  expect(results).toEqual([]);
});

test('a state that changed before the refusal was heard is not waited for', async () => {
  const { authorizer, results, pass } = setUp();
  authorizer.end('unsupported', 'placement_unsupported');
  pass();
  authorizer.become({ phase: 'authorized' });
  await settled();
  expect(results).toEqual(['through']);
});

test('aborting ends the wait', async () => {
  const { authorizer, abort, results, pass } = setUp();
  authorizer.end('denied', 'forbidden');
  pass();
  await settled();
  abort.abort();
  await settled();
  expect(results).toEqual(['aborted']);
});

test('disposing ends the wait, and the authorizer', async () => {
  const { authorizer, gate, results, pass } = setUp();
  authorizer.end('denied', 'forbidden');
  pass();
  await settled();
  gate.dispose();
  await settled();
  expect(results).toEqual(['disposed']);
  expect(authorizer.calls).toEqual(['dispose']);
});

test.each([
  ['placement_unsupported', 'unsupported'],
  ['url_not_canonical', 'denied'],
] as const)('a failure of ours, %s, is the state %s until retry', async (code, phase) => {
  const { authorizer, gate, results, pass } = setUp();
  const error = new ClientError(code, 'Ours.');
  gate.fail(error);
  expect(gate.state.get()).toEqual({ phase, error });
  expect(gate.isFree(PASSAGE.url, PASSAGE.kind)).toBe(false);
  pass();
  authorizer.become({ phase: 'waiting' });
  await settled();
  expect([gate.state.get().phase, results]).toEqual([phase, []]);
  gate.retry();
  await settled();
  expect([gate.state.get().phase, results]).toEqual(['authorized', ['through']]);
});

test('a reload that cannot succeed says so instead of waiting', async () => {
  const { authorizer, gate, abort, results, note } = setUp();
  authorizer.reloads = [new ClientError('invalid_response', 'No source.')];
  note(gate.reload(abort.signal));
  await settled();
  expect(results).toEqual(['invalid_response']);
});

test('a reload in a final state is taken up again by retry', async () => {
  const { authorizer, gate, abort, results, note } = setUp();
  authorizer.reloads = [authorizer.end('denied', 'forbidden'), { src: 'https://media.example/2' }];
  note(gate.reload(abort.signal));
  await settled();
  expect(results).toEqual([]);
  gate.retry();
  await settled();
  expect(results).toEqual(['through']);
});

test('who enters waits for a pass, and hears why there will be none', async () => {
  const { authorizer, abort, gate, results, note } = setUp();
  const enter = () => note(gate.enter({ ...PASSAGE, signal: abort.signal }));
  enter();
  await settled();
  authorizer.end('denied', 'forbidden');
  enter();
  await settled();
  expect(results).toEqual(['through', 'forbidden']);
  gate.retry();
  gate.fail(new ClientError('url_not_canonical', 'Odd.'));
  enter();
  await settled();
  expect(results.at(-1)).toBe('url_not_canonical');
});
