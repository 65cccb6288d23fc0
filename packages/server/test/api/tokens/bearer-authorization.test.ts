import { describe, expect, it, vi } from 'vitest';
import { apiPath } from '../../../src/api/api-path.ts';
import { bearerAuthorization } from '../../../src/api/tokens/bearer-authorization.ts';
import { keepAccessToken } from '../../../src/api/tokens/keep-access-token.ts';
import { Secret } from '../../../src/secret/secret.ts';
import { json, scriptedApi, status } from '../api-support.ts';
import { ManualClock } from '../manual-clock.ts';

const path = apiPath`/x`;

function tokensOf(): {
  readonly tokens: ReturnType<typeof keepAccessToken>;
  readonly count: () => number;
} {
  let n = 0;
  const tokens = keepAccessToken(
    async () => {
      n += 1;
      return { token: new Secret(`t${n}`), lifetimeMs: 300_000 };
    },
    { clock: new ManualClock(), longestMs: 15_000 },
  );
  return { tokens, count: () => n };
}

describe('a call with an access token', () => {
  it('carries it as Authorization: Bearer', async () => {
    const { tokens } = tokensOf();
    const { api, requests, events } = scriptedApi([json(1)], {
      authorization: bearerAuthorization(tokens, 'client'),
    });
    await api.call({ method: 'GET', path });
    expect(new Headers(requests[0]?.init.headers).get('authorization')).toBe('Bearer t1');
    expect(events).toMatchObject([{ key: 'client' }]);
  });

  it('that is refused is made once more with a new one', async () => {
    const { tokens } = tokensOf();
    const { api, requests } = scriptedApi([status(401), json(1)], {
      authorization: bearerAuthorization(tokens),
    });
    expect(await api.call({ method: 'POST', path })).toMatchObject({ status: 200 });
    expect(requests.map(({ init }) => new Headers(init.headers).get('authorization'))).toEqual([
      'Bearer t1',
      'Bearer t2',
    ]);
  });

  it('STA-S5 that is revoked costs calls at the same time one new token', async () => {
    const { tokens, count } = tokensOf();
    const { api } = scriptedApi(
      [
        (_url, init) =>
          new Headers(init.headers).get('authorization') === 'Bearer t1'
            ? new Response(null, { status: 401 })
            : Response.json(1),
      ],
      { authorization: bearerAuthorization(tokens) },
    );
    await Promise.all(Array.from({ length: 10 }, () => api.call({ method: 'GET', path })));
    expect(count()).toBe(2);
  });

  it('knows only what it gave', () => {
    const { tokens } = tokensOf();
    const invalidate = vi.spyOn(tokens, 'invalidate');
    expect(bearerAuthorization(tokens).refused?.({})).toBe(false);
    expect(invalidate).not.toHaveBeenCalled();
  });
});
