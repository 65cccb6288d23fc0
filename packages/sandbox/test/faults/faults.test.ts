import { describe, expect, test, vi } from 'vitest';
import type { Fault } from '../../src/index.ts';
import { createFaults } from '../../src/faults/faults.ts';
import { sandboxUnderTest, statusOf } from '../sandbox-under-test.ts';

const TARGET = {
  listener: 'origin',
  kind: 'segment',
  path: '/open/film/0.ts',
  method: 'GET',
} as const;
const refuse = { action: 'refuse' } as const;

test.each<[string, Fault['where'], boolean]>([
  ['nothing at all', {}, true],
  ['the listener', { listener: 'origin' }, true],
  ['another listener', { listener: 'ibm' }, false],
  ['the kind', { kind: 'segment' }, true],
  ['another kind', { kind: 'key' }, false],
  ['a part of the path', { path: 'film/\\d\\.ts$' }, true],
  ['another path', { path: '^/film' }, false],
  ['the method in any case', { method: 'get' }, true],
  ['another method', { method: 'POST' }, false],
  ['the kind on another listener', { kind: 'segment', listener: 'foreign' }, false],
])('a place that names %s', (_, where, befalls) => {
  const faults = createFaults();
  faults.add({ where, do: refuse });
  expect(faults.take(TARGET) !== undefined).toBe(befalls);
});

test('preflights are spared unless they are named', () => {
  const faults = createFaults();
  faults.add({ where: {}, do: refuse });
  expect(faults.take({ ...TARGET, method: 'OPTIONS' })).toBeUndefined();
  faults.add({ where: { method: 'OPTIONS' }, do: refuse });
  expect(faults.take({ ...TARGET, method: 'OPTIONS' })?.id).toBe('fault-2');
});

test('skip spares the first, times ends it, hits count', () => {
  const faults = createFaults();
  const id = faults.add({ where: {}, do: refuse, skip: 2, times: 3 });
  const befallen = Array.from({ length: 7 }, () => faults.take(TARGET) !== undefined);
  expect(befallen).toEqual([false, false, true, true, true, false, false]);
  expect(faults.list()).toEqual([{ id, where: {}, do: refuse, skip: 2, times: 3, hits: 3 }]);
});

test('the first that is on befalls; removed, the next one', () => {
  const faults = createFaults();
  const [one, two] = [faults.add({ where: {}, do: refuse }), faults.add({ where: {}, do: refuse })];
  expect(faults.take(TARGET)?.id).toBe(one);
  expect(faults.remove(one)).toBe(true);
  expect(faults.remove(one)).toBe(false);
  expect(faults.take(TARGET)?.id).toBe(two);
  faults.clear();
  expect(faults.take(TARGET)).toBeUndefined();
});

describe('over HTTP', () => {
  const ORIGIN = 'http://localhost:4600';
  async function under(fault: Fault['do'], where: Fault['where'] = {}) {
    const sandbox = await sandboxUnderTest();
    const { id } = await sandbox.addFault({ where, do: fault });
    const url = `${sandbox.addresses.origin}/open/launch-film/144p/0.ts`;
    const ask = (init: RequestInit = {}): Promise<Response> =>
      fetch(url, { headers: { Origin: ORIGIN }, ...init });
    const last = async () => (await sandbox.journal()).entries.at(-1);
    return { sandbox, id, ask, last };
  }

  test('refuse: 403 with JSON and CORS, noted with its fault', async () => {
    const { ask, id, last } = await under({ action: 'refuse' });
    const response = await ask();
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: 'refused' } });
    expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(await last()).toMatchObject({ status: 403, fault: id, kind: 'segment' });
  });

  test('refuse with a status, without CORS', async () => {
    const { ask } = await under({ action: 'refuse', status: 401, cors: false });
    const response = await ask();
    expect(response.status).toBe(401);
    expect(
      [...response.headers.keys()].filter((name) => name.startsWith('access-control')),
    ).toEqual([]);
    await response.text();
  });

  test('a refusal still notes the credential that was refused', async () => {
    const sandbox = await sandboxUnderTest();
    const order = { scheme: 'query', film: 'launch-film', lifetimeMs: 60_000 } as const;
    await sandbox.mintCredential(order);
    const { value } = await sandbox.mintCredential(order);
    await sandbox.addFault({ where: {}, do: { action: 'refuse' } });
    await statusOf(`${sandbox.addresses.origin}/query/launch-film/master.m3u8?token=${value}`);
    expect((await sandbox.journal()).entries[0]).toMatchObject({
      credential: 'query',
      generation: 2,
      verdict: 'ok',
      status: 403,
    });
  });

  test.each([
    [3, '3'],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 'Wed, 21 Oct 2026 07:28:00 GMT'],
    ['soon', 'soon'],
    [-1, '-1'],
  ])('status with Retry-After %s, readable by pages', async (retryAfter, header) => {
    const { ask } = await under({ action: 'status', status: 503, retryAfter, body: 'later' });
    const response = await ask();
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe(header);
    expect(response.headers.get('access-control-expose-headers')).toContain('Retry-After');
    expect(await response.text()).toBe('later');
  });

  test('status 204 has no body', async () => {
    const { ask } = await under({ action: 'status', status: 204, body: 'ignored' });
    const response = await ask();
    expect([response.status, await response.text()]).toEqual([204, '']);
  });

  test('html: 200 with a sign-in page', async () => {
    const { ask } = await under({ action: 'html' });
    const response = await ask();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('sign in');
  });

  test('truncate: the whole length is promised, half of it comes', async () => {
    const { ask, last } = await under({ action: 'truncate' });
    const response = await ask();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('19568');
    expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    let got = 0;
    const reading = (async () => {
      for await (const chunk of response.body ?? []) got += chunk.length;
    })();
    await expect(reading).rejects.toThrow('terminated');
    expect(got).toBe(9784);
    expect(await last()).toMatchObject({ status: 200, fault: 'fault-1' });
  });

  test('redirect: to the absolute address, with the status that was asked for', async () => {
    const { ask } = await under({ action: 'redirect', to: 'http://127.0.0.1:9/else', status: 307 });
    const response = await ask({ redirect: 'manual' });
    expect(response.status).toBe(307);
    expect(response.headers.get('location')).toBe('http://127.0.0.1:9/else');
  });

  test('reset: the connection is cut before the answer, and that is noted', async () => {
    const { ask, last } = await under({ action: 'reset' });
    await expect(ask()).rejects.toThrow('fetch failed');
    expect(await last()).toMatchObject({ status: 0, fault: 'fault-1' });
  });

  test('hang: no answer, and that is noted', async () => {
    const { ask, sandbox } = await under({ action: 'hang' });
    const stop = new AbortController();
    const asked = ask({ signal: stop.signal }).catch((error: unknown) => error);
    await vi.waitUntil(async () => (await sandbox.journal()).entries[0]?.status === 0);
    stop.abort();
    expect(await asked).toBeInstanceOf(Error);
  });

  test('delay: the right answer, after the wait that was asked for', async () => {
    const waits: number[] = [];
    let release = (): void => undefined;
    const sandbox = await sandboxUnderTest({
      wait: (ms) =>
        new Promise<void>((resolve) => {
          waits.push(ms);
          release = resolve;
        }),
    });
    await sandbox.addFault({ where: { kind: 'key' }, do: { action: 'delay', ms: 1500 } });
    const film = `${sandbox.addresses.origin}/open/launch-film`;
    let answered = false;
    const late = fetch(`${film}/film.key`).then((response) => {
      answered = true;
      return response.arrayBuffer();
    });
    await vi.waitUntil(() => waits.length > 0);
    expect(await statusOf(`${film}/144p/0.ts`)).toBe(200);
    expect([waits, answered]).toEqual([[1500], false]);
    release();
    expect((await late).byteLength).toBe(16);
  });

  test('what a fault replaces does not happen', async () => {
    const sandbox = await sandboxUnderTest();
    await sandbox.addFault({
      where: { method: 'POST' },
      do: { action: 'status', status: 503 },
      times: 1,
    });
    const create = (): Promise<Response> =>
      fetch(`${sandbox.addresses.catchTheShow}/v1/access-tokens`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${sandbox.keys.catchTheShow.secretKey}` },
        body: JSON.stringify({
          permissions: ['media:play'],
          expires_in: 60,
          resource: { type: 'video', id: 'launch-film' },
        }),
      });
    expect((await create()).status).toBe(503);
    expect(await (await create()).json()).toMatchObject({ id: 'at_1' });
  });
});
