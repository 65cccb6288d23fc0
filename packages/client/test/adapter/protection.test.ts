// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import { createProtection } from '../../src/adapter/protection.ts';
import { FakeAuthorizer } from '../support/fake-authorizer.ts';

function setUp(canAttachHeaders?: boolean) {
  const authorizer = new FakeAuthorizer();
  const end = { stop: vi.fn<(error: Error) => void>(), resume: vi.fn<() => void>() };
  const undone: string[] = [];
  let life: AbortSignal | undefined;
  const protection = createProtection(authorizer, (_gate, signal) => {
    life = signal;
    return {
      end,
      undo: [
        () => undone.push(`first, ${authorizer.calls.length} calls`),
        () => undone.push('second'),
      ],
      ...(canAttachHeaders !== undefined && { canAttachHeaders }),
    };
  });
  return { authorizer, end, undone, protection, life: () => life };
}

test('says what the player can do, and asks for the pass ahead of the first request', () => {
  const ready = vi.spyOn(FakeAuthorizer.prototype, 'ready');
  expect(setUp().authorizer.abilities).toEqual([true]);
  expect(ready).toHaveBeenCalledTimes(1);
  const { authorizer, protection } = setUp(false);
  expect(authorizer.abilities).toEqual([false]);
  expect(protection.canAttachHeaders).toBe(false);
  ready.mockRestore();
});

test('tells the engine of each end once, and when it is over', () => {
  const { authorizer, end, protection } = setUp();
  authorizer.become({ phase: 'waiting' });
  expect(end.stop).not.toHaveBeenCalled();
  const error = authorizer.end('denied', 'pass_refused');
  authorizer.become({ phase: 'denied', error });
  expect(end.stop.mock.calls).toEqual([[error]]);
  protection.retry();
  expect(end.resume).toHaveBeenCalledTimes(1);
  expect(protection.state.get()).toEqual({ phase: 'authorized' });
});

test.each(['denied', 'signed-out', 'unsupported'] as const)('%s is an end', (phase) => {
  const { authorizer, end } = setUp();
  authorizer.end(phase, 'forbidden');
  expect(end.stop).toHaveBeenCalledTimes(1);
});

test('tells of an end that was there before', () => {
  const authorizer = new FakeAuthorizer();
  const error = authorizer.end('signed-out', 'signed_out');
  const stop = vi.fn<(error: Error) => void>();
  createProtection(authorizer, () => ({ end: { stop, resume: () => {} }, undo: [] }));
  expect(stop.mock.calls).toEqual([[error]]);
});

test('disposed of, it undoes everything, and then lets go of the authorizer; once', () => {
  const { authorizer, end, undone, protection, life } = setUp();
  protection.dispose();
  protection.dispose();
  expect(undone).toEqual(['first, 0 calls', 'second']);
  expect(authorizer.calls).toEqual(['dispose']);
  expect(life()?.aborted).toBe(true);
  authorizer.end('denied', 'forbidden');
  expect(end.stop).not.toHaveBeenCalled();
});
