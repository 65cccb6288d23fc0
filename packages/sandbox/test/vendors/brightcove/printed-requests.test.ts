import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { BrightcoveUnderTest } from './brightcove-under-test.ts';
import { brightcoveUnderTest } from './brightcove-under-test.ts';
import { KEY_A_VALUE } from './vectors.ts';

/** Method, path, headers and body as the document prints them. */
async function send(
  { base, accessToken }: BrightcoveUnderTest,
  method: string,
  path: string,
  body?: string,
): Promise<Response> {
  const json = body !== undefined || path.includes('/audit/');
  return fetch(base + path, {
    method,
    headers: {
      ...(json && { 'Content-Type': 'application/json' }),
      Authorization: `Bearer ${await accessToken()}`,
    },
    ...(body !== undefined && { body }),
  });
}

const registration = (bc: BrightcoveUnderTest, value = KEY_A_VALUE) =>
  send(bc, 'POST', `/v1/accounts/${bc.account}/keys`, `{"value": "${value}"}`);

describe('Register a new key', () => {
  test('answers what is printed, in the spelling of both documents', async () => {
    const bc = await brightcoveUnderTest({}, false);
    const response = await registration(bc);
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
      type: 'public',
      algorithm: 'rsa',
      value: KEY_A_VALUE,
      createdAt: '2026-01-01T12:00:00.000Z',
      created_at: '2026-01-01T12:00:00.000Z',
    });
  });

  test.each([
    ['guide', ['id', 'type', 'algorithm', 'value', 'createdAt']],
    ['openapi', ['id', 'type', 'value', 'created_at']],
  ])('can be told to spell as the %s does', async (spelling, members) => {
    const bc = await brightcoveUnderTest({}, false);
    await bc.tell('setAccount', { spelling });
    expect(Object.keys(await (await registration(bc)).json())).toEqual(members);
  });

  test('takes a P-256 key, whose base64 begins as the printed sample does', async () => {
    const bc = await brightcoveUnderTest({}, false);
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const value = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    expect(value).toMatch(/^MFkwEwYHKoZIzj0CAQYIKoZIzj/);
    const response = await registration(bc, value);
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ algorithm: 'ec', value });
  });

  test('the sample itself, with its three dots, is no key', async () => {
    const bc = await brightcoveUnderTest({}, false);
    const response = await registration(bc, 'MFkwEwYHKoZIzj0CAQYIKoZIzj...MyeQviqploA==');
    expect(response.status).toBe(400);
  });
});

test('List keys, Get one key, Delete one key', async () => {
  const bc = await brightcoveUnderTest({}, false);
  const { id, ...key } = await (await registration(bc)).json();
  const list = await send(bc, 'GET', `/v1/accounts/${bc.account}/keys`);
  expect([list.status, await list.json()]).toEqual([200, [{ id, ...key }]]);
  const one = await send(bc, 'GET', `/v1/accounts/${bc.account}/keys/${id}`);
  expect([one.status, await one.json()]).toEqual([200, { id, ...key }]);
  const removed = await send(bc, 'DELETE', `/v1/accounts/${bc.account}/keys/${id}`);
  expect([removed.status, await removed.text()]).toEqual([204, '']);
  const after = await send(bc, 'GET', `/v1/accounts/${bc.account}/keys/${id}`);
  expect([after.status, await after.json()]).toEqual([
    404,
    [{ error_subcode: 'RESOURCE_NOT_FOUND', error_code: 'NOT_FOUND' }],
  ]);
});

test('Add to the blacklist, show it, check a token, remove it', async () => {
  const bc = await brightcoveUnderTest();
  const token = bc.token();
  const path = `/v1/accounts/${bc.account}/blacklist`;
  const answer = async (method: string, below = '') => {
    const response = await send(bc, method, path + below);
    return [response.status, await response.text()];
  };
  expect(await answer('GET', `/tokens/${token}`)).toEqual([404, expect.any(String)]);
  expect(await answer('PUT', `/tokens/${token}`)).toEqual([204, '']);
  expect(await answer('GET')).toEqual([200, JSON.stringify([{ token }])]);
  expect(await answer('GET', `/tokens/${token}`)).toEqual([204, '']);
  expect(await answer('DELETE', `/tokens/${token}`)).toEqual([204, '']);
  expect(await answer('GET', `/tokens/${token}`)).toEqual([404, expect.any(String)]);
  expect(await answer('GET')).toEqual([200, '[]']);
});

test('Request a daily usage report, check its status, fetch it', async () => {
  const bc = await brightcoveUnderTest();
  const base = `/v1/audit/accounts/${bc.account}`;
  const ordered = await send(bc, 'POST', `${base}/query/2025-12-31`);
  expect(ordered.status).toBe(200);
  const body = await ordered.json();
  expect(body).toEqual({ executionID: expect.any(String) });
  const status = async () => {
    const response = await send(bc, 'GET', `${base}/execution/${body.executionID}/status`);
    return [response.status, await response.json()];
  };
  expect(await status()).toEqual([200, { status: 'processing' }]);
  expect(await status()).toEqual([200, { status: 'completed' }]);
  const report = await send(bc, 'GET', `${base}/execution/${body.executionID}/report`);
  expect(report.status).toBe(200);
  expect(await report.json()).toEqual({
    signedURL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/reports\//),
    expirationTime: bc.now() + 15 * 60,
  });
});
