import type { Verdict } from '@playgate/client';
import { createGate } from '@playgate/client/adapter';
import { expect, test, vi } from 'vitest';
import { FakeAuthorizer } from '../../../client/test/support/fake-authorizer.ts';
import { settled } from '../../../client/test/support/settled.ts';
import { setUpLicense } from '../../src/hlsjs/setup-license.ts';

const LICENSE = 'https://media.example/license';
const REPLAY: Verdict = { action: 'replay', url: LICENSE };

/** Does with a licence request what hls.js does. */
function setUp(statuses: number[], theirs?: unknown) {
  const authorizer = new FakeAuthorizer();
  authorizer.headers = { Authorization: 'Bearer ours' };
  const fetch = vi.fn<typeof globalThis.fetch>(() =>
    Promise.resolve(new Response('license', { status: statuses.shift() ?? 200 })),
  );
  const parts = { gate: createGate(authorizer), fetch, reload: () => {}, hasOther: () => false };
  const setup = setUpLicense(parts, theirs);
  const seen: number[] = [];
  const send = async (): Promise<XMLHttpRequest> => {
    const xhr = new XMLHttpRequest();
    xhr.responseType = 'arraybuffer';
    const done = new Promise<void>((resolve) => {
      xhr.onreadystatechange = () => {
        if (xhr.readyState !== 4) return;
        seen.push(xhr.status);
        resolve();
      };
    });
    await setup(xhr, LICENSE, {}, 'challenge');
    if (xhr.readyState === 0) xhr.open('POST', LICENSE);
    xhr.send('challenge');
    await done;
    return xhr;
  };
  return { authorizer, fetch, seen, send };
}

test('M1: a refused licence request is sent again, and hls.js never sees the refusal', async () => {
  const { authorizer, fetch, seen, send } = setUp([401, 200]);
  authorizer.verdicts = [REPLAY];
  const xhr = await send();
  expect(new TextDecoder().decode(xhr.response)).toBe('license');
  expect(seen).toEqual([200]);
  expect(fetch.mock.calls.map(([url]) => url)).toEqual([`${LICENSE}?key=1`, `${LICENSE}?key=1`]);
  const headers = new Headers(fetch.mock.calls[0]?.[1]?.headers);
  expect(headers.get('Authorization')).toBe('Bearer ours');
  expect(authorizer.refusals[0]?.request.kind).toBe('license');
});

test('what is not about the pass is shown', async () => {
  const { seen, send } = setUp([500]);
  await send();
  expect(seen).toEqual([500]);
});

test('the hook of the application still runs, and may open the request itself', async () => {
  const theirs = vi.fn<(xhr: XMLHttpRequest) => void>((xhr) => {
    xhr.open('POST', `${LICENSE}?app=1`);
    xhr.setRequestHeader('X-App', '1');
  });
  const { fetch, send } = setUp([], theirs);
  await send();
  const [url, init] = fetch.mock.calls[0] ?? [];
  expect(url).toBe(`${LICENSE}?app=1&key=1`);
  expect(new Headers(init?.headers).get('X-App')).toBe('1');
});

test('N1: it waits while nobody gives licences: hls.js would make an end', async () => {
  const { authorizer, fetch, seen, send } = setUp([]);
  fetch.mockImplementation(() => {
    authorizer.free = fetch.mock.calls.length === 6;
    return Promise.resolve(new Response('license', { status: authorizer.free ? 200 : 503 }));
  });
  const sending = send();
  for (let tries = 0; tries < 6; tries += 1) {
    await settled();
    authorizer.free = true;
    authorizer.wake();
  }
  await sending;
  expect(seen).toEqual([200]);
  expect(fetch).toHaveBeenCalledTimes(6);
});
