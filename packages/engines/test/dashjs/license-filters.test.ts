import type { Verdict } from '@playgate/client';
import { createGate } from '@playgate/client/adapter';
import { expect, test, vi } from 'vitest';
import { FakeAuthorizer } from '../../../client/test/support/fake-authorizer.ts';
import { settled } from '../../../client/test/support/settled.ts';
import type { LicenseRequest } from '../../src/dashjs/dash.ts';
import { createLicenseFilters } from '../../src/dashjs/license-filters.ts';

const LICENSE = 'https://media.example/license';
const REPLAY: Verdict = { action: 'replay', url: LICENSE };

function setUp(...answers: (number | Error)[]) {
  const authorizer = new FakeAuthorizer();
  const fetch = vi.fn<typeof globalThis.fetch>(() => {
    const next = answers.shift() ?? 200;
    return typeof next === 'number'
      ? Promise.resolve(new Response('license', { status: next }))
      : Promise.reject(next);
  });
  const { signal } = new AbortController();
  const parts = { gate: createGate(authorizer), fetch, reload: () => {}, hasOther: () => false };
  const filters = createLicenseFilters(parts, signal);
  const request: LicenseRequest = {
    ...{ url: LICENSE, method: 'POST', headers: { 'X-App': '1' }, withCredentials: true },
    data: new TextEncoder().encode('challenge').buffer,
  };
  return { authorizer, fetch, filters, request };
}

test('M1: a licence is fetched with as many attempts as it takes, and dash.js finds it in the page', async () => {
  const { authorizer, fetch, filters, request } = setUp(401, 200);
  authorizer.verdicts = [REPLAY];
  await filters.onRequest(request);
  expect(fetch).toHaveBeenCalledTimes(2);
  expect(fetch.mock.calls[1]?.[1]).toMatchObject({ method: 'POST', credentials: 'include' });
  expect(request).toMatchObject({ method: 'GET', headers: {} });
  expect(request.url).toMatch(/^blob:/);
  const response = { url: request.url };
  const revoked = vi.spyOn(URL, 'revokeObjectURL');
  await filters.onResponse(response);
  expect(response.url).not.toMatch(/^blob:|key=/);
  expect(revoked).toHaveBeenCalledTimes(1);
});

test.each([[500], [new TypeError('offline')]])(
  'after %s dash.js asks itself, and sees what went wrong',
  async (answer) => {
    const { filters, request } = setUp(answer);
    await filters.onRequest(request);
    expect(request).toMatchObject({ url: LICENSE, method: 'POST', headers: { 'X-App': '1' } });
    await filters.onResponse({ url: LICENSE });
  },
);

test('N1: it waits while nobody gives licences: dash.js would make an end', async () => {
  const { authorizer, fetch, filters, request } = setUp();
  fetch.mockImplementation(() => {
    authorizer.free = fetch.mock.calls.length === 6;
    return Promise.resolve(new Response('license', { status: authorizer.free ? 200 : 503 }));
  });
  const loading = filters.onRequest(request);
  for (let tries = 0; tries < 6; tries += 1) {
    await settled();
    authorizer.free = true;
    authorizer.wake();
  }
  await loading;
  expect(request.url).toMatch(/^blob:/);
  expect(fetch).toHaveBeenCalledTimes(6);
});
