// @vitest-environment jsdom
import type { Verdict } from '@playgate/client';
import { expect, test, vi } from 'vitest';
import { fetchThrough } from '../../src/adapter/fetch-through.ts';
import { createGate } from '../../src/adapter/gate.ts';
import { FakeAuthorizer } from '../support/fake-authorizer.ts';

const LICENSE = 'https://media.example/license';
const REPLAY: Verdict = { action: 'replay', url: LICENSE };

function setUp(...statuses: number[]) {
  const authorizer = new FakeAuthorizer();
  const sent: { url: string; body: string; init: RequestInit | undefined }[] = [];
  const fetch = vi.fn<typeof globalThis.fetch>(async (input, init) => {
    const body = init?.body instanceof ArrayBuffer ? new TextDecoder().decode(init.body) : '';
    const { url } = new Request(input);
    sent.push({ url, body, init });
    const answer = new Response('license', { status: statuses.shift() ?? 200 });
    return Object.defineProperty(answer, 'url', { value: url, configurable: true });
  });
  const reload = vi.fn<() => void>();
  const through = fetchThrough(createGate(authorizer), { fetch, kind: () => 'license', reload });
  return { authorizer, sent, reload, through };
}

test('sends a body again with the request that was refused', async () => {
  const { authorizer, sent, through } = setUp(401, 200);
  authorizer.verdicts = [REPLAY];
  const answer = await through(LICENSE, { method: 'POST', body: 'challenge' });
  expect(answer.ok).toBe(true);
  expect(sent.map(({ body }) => body)).toEqual(['challenge', 'challenge']);
  expect(authorizer.refusals[0]?.request.kind).toBe('license');
});

test('takes along what the caller asked for', async () => {
  const { sent, through } = setUp();
  const headers = { 'Content-Type': 'application/octet-stream' };
  await through(new Request(LICENSE, { headers, cache: 'no-store', redirect: 'error' }));
  expect(sent[0]?.init).toMatchObject({ cache: 'no-store', redirect: 'error', method: 'GET' });
  expect(new Headers(sent[0]?.init?.headers).get('Content-Type')).toBe(headers['Content-Type']);
});

test('shows no credential in the URL of the answer', async () => {
  const { sent, through } = setUp();
  expect((await through(LICENSE)).url).toBe(LICENSE);
  expect(sent[0]?.url).toBe(`${LICENSE}?key=1`);
});

test('says that the source must be opened anew', async () => {
  const { authorizer, reload, through } = setUp(410);
  authorizer.verdicts = [{ action: 'reload' }];
  await expect(through(LICENSE)).rejects.toMatchObject({ code: 'pass_refused' });
  expect(reload).toHaveBeenCalledTimes(1);
});
