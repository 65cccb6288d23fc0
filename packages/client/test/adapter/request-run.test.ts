// @vitest-environment jsdom
import { ClientError } from '@playgate/client';
import type { AuthorizedRequest, Verdict } from '@playgate/client';
import { expect, test, vi } from 'vitest';
import { createGate } from '../../src/adapter/gate.ts';
import type { Authorize } from '../../src/adapter/guard-xhr.ts';
import { createRequestRun } from '../../src/adapter/request-run.ts';
import { FakeAuthorizer } from '../support/fake-authorizer.ts';
import { settled } from '../support/settled.ts';

const URL_1 = 'https://media.example/1.ts';
const REPLAY: Verdict = { action: 'replay', url: URL_1 };

/** A run whose engine opens `open` of what it is asked for. */
function setUp(open: (url: string) => string = (url) => url) {
  const authorizer = new FakeAuthorizer();
  const gate = createGate(authorizer);
  const opened: AuthorizedRequest[] = [];
  const log: string[] = [];
  const carrier = {
    send: vi.fn<(authorize: Authorize) => void>((authorize) => {
      opened.push(authorize(open(URL_1)));
      log.push('sent');
    }),
    sendBare: () => void log.push('bare'),
    wait: () => void log.push('waits'),
    reload: () => void log.push('reload'),
  };
  const run = createRequestRun(gate, { url: URL_1, kind: 'segment' }, carrier);
  const refuse = (status = 401) =>
    run.refused({ request: opened.at(-1) ?? authorizer.apply(URL_1), status }, () =>
      log.push('surfaced'),
    );
  return { authorizer, gate, carrier, run, opened, log, refuse };
}

test('goes out at once where it may', () => {
  const { run, log, opened } = setUp();
  run.start();
  expect(log).toEqual(['sent']);
  expect(opened[0]?.url).toBe(`${URL_1}?key=1`);
});

test('waits for a pass, and goes out then', async () => {
  const { authorizer, run, log } = setUp();
  authorizer.free = false;
  run.start();
  await settled();
  expect(log).toEqual(['waits']);
  authorizer.free = true;
  authorizer.wake();
  await settled();
  expect(log).toEqual(['waits', 'sent']);
});

test('aborted while it waits, it never goes out', async () => {
  const { authorizer, run, log } = setUp();
  authorizer.free = false;
  run.start();
  run.abort();
  authorizer.free = true;
  authorizer.wake();
  await settled();
  expect(log).toEqual(['waits']);
  expect(run.isAborted).toBe(true);
});

test('goes out as it is when the protection is gone', async () => {
  const { authorizer, gate, run, log } = setUp();
  authorizer.free = false;
  run.start();
  gate.dispose();
  await settled();
  expect(log).toEqual(['waits', 'bare']);
});

test('refused, it waits and is sent again to where the verdict says', async () => {
  const { authorizer, run, log, opened, refuse } = setUp();
  run.start();
  const moved = 'https://media.example/moved.ts';
  authorizer.verdicts = [{ action: 'replay', url: moved }];
  await refuse();
  expect(log).toEqual(['sent', 'waits', 'sent']);
  expect(opened[1]?.original).toBe(moved);
  expect(authorizer.refusals[0]).toMatchObject({ status: 401, request: { original: URL_1 } });
});

test('is known by the URL that was opened, not by the one that was asked for', async () => {
  const { authorizer, run, refuse } = setUp((url) => `${url}#hooked`);
  run.start();
  const asked = vi.spyOn(authorizer, 'isFree');
  authorizer.verdicts = [{ action: 'stop', error: new ClientError('pass_refused', 'No.') }];
  const ready = vi.spyOn(authorizer, 'ready');
  await refuse();
  expect(run.isFree).toBe(true);
  expect(asked).toHaveBeenLastCalledWith(`${URL_1}#hooked`, 'segment');
  expect(ready.mock.calls[0]?.[0]?.url).toBe(`${URL_1}#hooked`);
});

test('a verdict may show the refusal, open another source, or end it all until the viewer retries', async () => {
  const shown = setUp();
  shown.run.start();
  await shown.refuse(404);
  expect(shown.log).toEqual(['sent', 'waits', 'surfaced']);

  const stale = setUp();
  stale.run.start();
  stale.authorizer.verdicts = [{ action: 'reload' }];
  await stale.refuse(410);
  expect(stale.log).toEqual(['sent', 'waits', 'reload']);

  const over = setUp();
  over.run.start();
  const error = over.authorizer.end('denied', 'pass_refused');
  over.authorizer.verdicts = [{ action: 'stop', error }];
  void over.refuse(403);
  await settled();
  expect(over.log).toEqual(['sent', 'waits', 'waits']);
  over.gate.retry();
  await settled();
  expect(over.log.at(-1)).toBe('sent');
});

test('aborted while it is judged, nothing comes of the verdict', async () => {
  const { authorizer, run, log, refuse } = setUp();
  run.start();
  authorizer.verdicts = [Promise.resolve(REPLAY)];
  const judged = refuse();
  run.abort();
  await judged;
  expect(log).toEqual(['sent', 'waits']);
});

test('disposed of while it is judged, the refusal is the engine’s own', async () => {
  const { authorizer, run, log, refuse } = setUp();
  run.start();
  authorizer.refused = () => Promise.reject(new ClientError('disposed', 'Disposed.'));
  await refuse();
  expect(log).toEqual(['sent', 'waits', 'surfaced']);
});

test('an answer from where it must not come waits instead of being used', async () => {
  const { authorizer, run, log, opened } = setUp();
  run.start();
  expect(run.accepted(opened[0], URL_1)).toBe(true);
  expect(run.accepted(undefined, URL_1)).toBe(true);
  authorizer.accepts = false;
  expect(run.accepted(opened[0], 'https://evil.example/')).toBe(false);
  await settled();
  expect(log).toEqual(['sent', 'waits']);
});

test('a URL that hides where it leads ends playback, and the request waits', async () => {
  const { gate, run, log } = setUp(() => 'https://media.example/a/../1.ts');
  run.start();
  await settled();
  expect(gate.state.get()).toMatchObject({ phase: 'denied', error: { code: 'url_not_canonical' } });
  expect(log).toEqual(['waits']);
});

test('what is nobody’s to judge is thrown', () => {
  const { carrier, run } = setUp();
  carrier.send.mockImplementation(() => {
    throw new RangeError('a bug');
  });
  expect(() => run.start()).toThrow(RangeError);
});
