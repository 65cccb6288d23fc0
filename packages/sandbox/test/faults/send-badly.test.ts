import { expect, test, vi } from 'vitest';
import type { Transport } from '../../src/index.ts';
import { sandboxUnderTest, statusOf } from '../sandbox-under-test.ts';

/** The bytes of the segment that is asked for. */
const LENGTH = 19_568;

/** A segment under a transport, with the waits that were asked for. Each passes at once, unless it is held. */
async function under(transport: Transport) {
  const waits: number[] = [];
  const held: (() => void)[] = [];
  let holds = false;
  const sandbox = await sandboxUnderTest({
    wait: (ms) => {
      waits.push(ms);
      return holds ? new Promise<void>((go) => held.push(go)) : Promise.resolve();
    },
  });
  await sandbox.addFault({ where: { kind: 'segment' }, do: { action: 'transport', ...transport } });
  const url = `${sandbox.addresses.origin}/open/launch-film/144p/0.ts`;
  return {
    ...{ sandbox, waits, held, url },
    hold: () => (holds = true),
    ask: (signal?: AbortSignal) => fetch(url, signal ? { signal } : {}),
  };
}

/** What comes of a body, and how it ends. */
async function read(
  { body }: Response,
  most = Infinity,
  progress: (got: number) => void = () => {},
): Promise<{ got: number; end: string }> {
  let got = 0;
  try {
    for await (const chunk of body ?? []) {
      got += chunk.length;
      progress(got);
      if (got >= most) return { got, end: 'enough' };
    }
    return { got, end: 'whole' };
  } catch (error) {
    return { got, end: error instanceof Error ? error.message : '' };
  }
}

test('nothing said: the whole answer, without a wait', async () => {
  const { ask, waits } = await under({});
  expect(await read(await ask())).toEqual({ got: LENGTH, end: 'whole' });
  expect(waits).toEqual([]);
});

test('firstByteMs: silence before the headers, once', async () => {
  const { ask, waits, held, hold } = await under({ firstByteMs: 700 });
  hold();
  let answered = false;
  const asked = ask().then((response) => {
    answered = true;
    return response;
  });
  await vi.waitUntil(() => held.length === 1);
  expect(answered).toBe(false);
  held[0]?.();
  expect(await read(await asked)).toEqual({ got: LENGTH, end: 'whole' });
  expect(waits).toEqual([700]);
});

test('latencyMs and sliceBytes: a wait before each piece', async () => {
  const { ask, waits } = await under({ latencyMs: 30, sliceBytes: 5000 });
  expect(await read(await ask())).toEqual({ got: LENGTH, end: 'whole' });
  expect(waits).toEqual([30, 30, 30, 30]);
});

test('jitterMs: within its bounds, the same for every answer, another with another seed', async () => {
  const pieces = { latencyMs: 10, jitterMs: 5, sliceBytes: 5000 };
  const { ask, waits } = await under(pieces);
  await read(await ask());
  const first = waits.splice(0);
  await read(await ask());
  expect(waits).toEqual(first);
  expect(new Set(first).size).toBe(4);
  expect(first.every((ms) => ms >= 10 && ms < 15)).toBe(true);
  const other = await under({ ...pieces, seed: 2 });
  await read(await other.ask());
  expect(other.waits).toHaveLength(4);
  expect(other.waits).not.toEqual(first);
});

test('bytesPerSecond: as many waits as make up the time', async () => {
  const { ask, waits } = await under({ bytesPerSecond: 10_000 });
  expect(await read(await ask())).toEqual({ got: LENGTH, end: 'whole' });
  expect(waits).toHaveLength(Math.ceil(LENGTH / 500));
  expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo((LENGTH / 10_000) * 1000);
});

test('limitBytes: the whole length is promised, and the connection ends early', async () => {
  const { ask } = await under({ limitBytes: 1234 });
  const response = await ask();
  expect(response.headers.get('content-length')).toBe(String(LENGTH));
  expect(await read(response)).toEqual({ got: 1234, end: 'terminated' });
});

test('ending reset: the connection is cut in the middle of the body', async () => {
  const { ask } = await under({ limitBytes: 'half', ending: 'reset' });
  const { got, end } = await read(await ask());
  expect(got).toBeLessThanOrEqual(LENGTH / 2);
  expect(end).toBe('terminated');
});

test('ending hang: what came is all that comes', async () => {
  const { ask } = await under({ limitBytes: 1000, ending: 'hang' });
  const stop = new AbortController();
  const reading = read(await ask(stop.signal), Infinity, (got) => {
    if (got === 1000) stop.abort();
  });
  expect(await reading).toEqual({ got: 1000, end: 'This operation was aborted' });
});

test('ending endless: more than there is, without a promise, until nobody reads', async () => {
  const { ask, sandbox, url } = await under({ ending: 'endless' });
  const response = await ask();
  expect(response.headers.get('content-length')).toBeNull();
  expect(await read(response, 4 * LENGTH)).toMatchObject({ end: 'enough' });
  await sandbox.clearFaults();
  expect(await statusOf(url)).toBe(200);
});

test('a reader that is gone is not waited for', async () => {
  const { ask, waits, held, hold } = await under({ bytesPerSecond: 100 });
  hold();
  const stop = new AbortController();
  const asked = ask(stop.signal);
  await vi.waitUntil(() => held.length === 1);
  held[0]?.();
  await asked;
  await vi.waitUntil(() => held.length === 2);
  stop.abort();
  let known = -1;
  await vi.waitUntil(() => {
    held.splice(0).forEach((go) => go());
    const isQuiet = waits.length === known;
    known = waits.length;
    return isQuiet;
  });
  // 19,568 bytes in pieces of five would have gone on.
  expect(known).toBeLessThan(1000);
});

test.each([
  [{ firstByteMs: -1 }, 'do.firstByteMs'],
  [{ latencyMs: 0.5 }, 'do.latencyMs'],
  [{ jitterMs: '3' }, 'do.jitterMs'],
  [{ seed: NaN }, 'do.seed'],
  [{ bytesPerSecond: 0 }, 'do.bytesPerSecond'],
  [{ sliceBytes: 0 }, 'do.sliceBytes'],
  [{ limitBytes: 'all' }, 'do.limitBytes'],
  [{ ending: 'stop' }, 'do.ending'],
])('%o is refused by name', async (members, name) => {
  const sandbox = await sandboxUnderTest();
  const order: unknown = { where: {}, do: { action: 'transport', ...members } };
  const answer = await fetch(`${sandbox.addresses.control}/faults`, {
    method: 'POST',
    body: JSON.stringify(order),
  });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain(name);
});

test('what is not said of a transport is left out of the books', async () => {
  const sandbox = await sandboxUnderTest();
  const fault = { where: {}, do: { action: 'transport', limitBytes: 5, ending: 'hang' } } as const;
  const { id } = await sandbox.addFault(fault);
  expect(await sandbox.faults()).toEqual([{ id, ...fault, hits: 0 }]);
});
