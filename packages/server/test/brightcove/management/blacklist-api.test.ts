import { describe, expect, it } from 'vitest';
import { mintBrightcoveToken } from '../../../src/brightcove/index.ts';
import { Secret } from '../../../src/index.ts';
import { RSA } from '../../jwt/keys.ts';
import { NOW } from '../../support.ts';
import { ACCOUNT, failureOf, managementOver } from '../brightcove-support.ts';
import type { Answering } from '../brightcove-support.ts';

const BLACKLIST = `https://playback-auth.api.brightcove.com/v1/accounts/${ACCOUNT}/blacklist`;
const HEADERS = { accept: 'application/json', authorization: 'Bearer at-1' };
const NO_CONTENT = (): Response => new Response(null, { status: 204 });

const order = { accountId: ACCOUNT, signingKey: RSA.pem, now: NOW };
const { token: TOKEN } = await mintBrightcoveToken(order);

/** A list that has so many tokens, and answers a further one so. */
const listOf =
  (count: number, answer: () => Response): Answering =>
  ({ method }) =>
    method === 'PUT'
      ? answer()
      : Response.json(Array.from({ length: count }, () => ({ token: TOKEN })));

describe('A9.4 the Blacklist API as printed', () => {
  it('adds a token: PUT /v1/accounts/{accountID}/blacklist/tokens/{token}, no body', async () => {
    const { management, sent } = managementOver(NO_CONTENT);
    await management.blacklist.add(TOKEN);
    expect(sent[1]).toEqual({
      method: 'PUT',
      url: `${BLACKLIST}/tokens/${TOKEN}`,
      headers: HEADERS,
      body: undefined,
      redirect: 'manual',
    });
  });

  it('shows the list: GET /v1/accounts/{accountId}/blacklist', async () => {
    const { management, sent } = managementOver(() => Response.json([{ token: TOKEN }]));
    const [listed] = await management.blacklist.list();
    expect(listed?.token.reveal()).toBe(TOKEN);
    expect(listed?.expiresAt).toBe(NOW + 3_600_000);
    expect(String(listed?.token)).toBe('[secret]');
    expect(sent[1]).toMatchObject({ method: 'GET', url: BLACKLIST, headers: HEADERS });
  });

  it.each([
    [204, true],
    [404, false],
  ])('checks a token: GET …/blacklist/tokens/{token} answers %d', async (status, is) => {
    const { management, sent } = managementOver(() => new Response(null, { status }));
    expect(await management.blacklist.has(TOKEN)).toBe(is);
    expect(sent[1]).toMatchObject({ method: 'GET', url: `${BLACKLIST}/tokens/${TOKEN}` });
  });

  it('removes a token: DELETE /v1/accounts/{accountID}/blacklist/tokens/{token}', async () => {
    const { management, sent } = managementOver(NO_CONTENT);
    expect(await management.blacklist.delete(new Secret(TOKEN))).toBe(true);
    expect(sent[1]).toMatchObject({ method: 'DELETE', url: `${BLACKLIST}/tokens/${TOKEN}` });
    const gone = managementOver(() => new Response(null, { status: 404 }));
    expect(await gone.management.blacklist.delete(TOKEN)).toBe(false);
  });
});

describe('the limit of 100', () => {
  it.each([400, 403, 409, 422, 429, 500])(
    'is told apart whatever its status is: %d',
    async (status) => {
      const answer = (): Response => Response.json([{ message: 'canary' }], { status });
      const { management } = managementOver(listOf(100, answer));
      expect(await failureOf(management.blacklist.add(TOKEN), 'canary', TOKEN)).toMatchObject({
        code: 'vendor_limit',
        status,
      });
    },
  );

  it('is not blamed while there is room', async () => {
    const answer = (): Response => new Response(null, { status: 400 });
    const { management } = managementOver(listOf(99, answer));
    expect(await failureOf(management.blacklist.add(TOKEN), TOKEN)).toMatchObject({
      code: 'vendor_request',
    });
  });

  it('is made room in by what has ended', async () => {
    const removed: string[] = [];
    const later = await mintBrightcoveToken({ ...order, lifetimeSeconds: 7200 });
    const { management, clock } = managementOver(({ method, url }) => {
      if (method === 'DELETE') removed.push(url);
      return method === 'GET'
        ? Response.json([{ token: TOKEN }, { token: later.token }, { token: 'opaque' }, { x: 1 }])
        : NO_CONTENT();
    });
    expect(await management.blacklist.deleteExpired()).toBe(0);
    await clock.advance(3_600_000);
    expect(await management.blacklist.deleteExpired()).toBe(1);
    expect(removed).toEqual([`${BLACKLIST}/tokens/${TOKEN}`]);
  });
});

describe('a token in the path', () => {
  it.each([
    '',
    'x',
    'a.b',
    'a.b.c/../../keys',
    'a.b.c?x=1',
    'a..c',
    '../../keys',
    `${'a'.repeat(2001)}.b.c`,
  ])('A26 is a whole JWT: %j is not sent', async (token) => {
    const { management, sent } = managementOver(NO_CONTENT);
    const { add, has, delete: remove } = management.blacklist;
    for (const call of [add, has, remove])
      expect(await failureOf(call(token))).toMatchObject({ code: 'invalid_value' });
    expect(sent).toEqual([]);
  });

  it('A48 is in no event and no error', async () => {
    const calls: unknown[] = [];
    const { management } = managementOver(() => new Response(TOKEN, { status: 500 }), {
      onCall: (call) => calls.push(call),
      retries: 1,
    });
    const slept = failureOf(management.blacklist.has(TOKEN), TOKEN);
    expect(await slept).toMatchObject({ code: 'vendor_status' });
    expect(JSON.stringify(calls)).toContain('/accounts/{}/blacklist/tokens/{}');
    expect(JSON.stringify(calls)).not.toContain(TOKEN.slice(0, 20));
  });
});

it('says so when the list cannot be read', async () => {
  const { management } = managementOver(() => Response.json({ tokens: [] }));
  expect(await failureOf(management.blacklist.list())).toMatchObject({ code: 'vendor_response' });
});
