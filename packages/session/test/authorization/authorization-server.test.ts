import { describe, expect, it } from 'vitest';
import { authorizationServer } from '../../src/authorization/authorization-server.ts';
import type { AuthorizationServerOptions } from '../../src/authorization/authorization-server.ts';
import { APP, Browser } from '../stage/browser.ts';
import { SESSION_COOKIE, useStages } from '../stage/stage.ts';
import { TestClock } from '../stage/test-clock.ts';

const createStage = useStages();
const ISSUER = 'https://login.example';
const HOUR_MS = 3_600_000;
const PATIENT = { timeout: 10_000, interval: 5 };
const METADATA = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/authorize`,
  token_endpoint: `${ISSUER}/token`,
  jwks_uri: `${ISSUER}/keys`,
};

/** The metadata of a server that is a function. */
function serverOf(
  answer: () => Response | Promise<Response>,
  options: Partial<AuthorizationServerOptions> = {},
) {
  const clock = new TestClock();
  const asked: string[] = [];
  const metadata = authorizationServer(
    { issuer: ISSUER, ...options },
    {
      ...{ clock, retries: 0, timeoutMs: 20_000 },
      fetch: async (url) => {
        asked.push(JSON.stringify(url));
        return answer();
      },
    },
  );
  return { metadata, clock, asked };
}

describe('the metadata of an authorization server', () => {
  it('is looked at once for all who need it, and again after an hour, which nobody waits for', async () => {
    const issued = [METADATA, { ...METADATA, token_endpoint: `${ISSUER}/new` }];
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const { metadata, clock, asked } = serverOf(async () => {
      if (issued.length === 1) await held;
      return Response.json(issued.shift());
    });
    await Promise.all([metadata(), metadata(), metadata()]);
    clock.advance(HOUR_MS - 1);
    await metadata();
    expect(asked).toHaveLength(1);
    clock.advance(1);
    for (let i = 0; i < 3; i += 1)
      expect(await metadata()).toMatchObject({ token_endpoint: `${ISSUER}/token` });
    expect(asked).toHaveLength(2);
    release();
    await expect.poll(metadata, PATIENT).toMatchObject({ token_endpoint: `${ISSUER}/new` });
    expect(asked).toHaveLength(2);
  });

  it('counts on while it cannot be looked at, which is tried every half minute at most', async () => {
    let isDown = false;
    const { metadata, clock, asked } = serverOf(() =>
      isDown ? new Response(null, { status: 503 }) : Response.json(METADATA),
    );
    await metadata();
    isDown = true;
    clock.advance(HOUR_MS);
    for (let i = 0; i < 20; i += 1) {
      expect(await metadata()).toMatchObject({ issuer: ISSUER });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(asked).toHaveLength(2);
    clock.advance(30_000);
    await metadata();
    expect(asked).toHaveLength(3);
  });

  it('is not made up: without it there is none, and the next caller looks again', async () => {
    let isDown = true;
    const { metadata, asked } = serverOf(() =>
      isDown ? new Response(null, { status: 503 }) : Response.json(METADATA),
    );
    await expect(metadata()).rejects.toMatchObject({ code: 'vendor_status' });
    isDown = false;
    expect(await metadata()).toMatchObject({ issuer: ISSUER });
    expect(asked).toHaveLength(2);
  });

  it.each<[string, () => Response]>([
    ['an error as JSON, with 200', () => Response.json({ error: 'server_error' })],
    ['a list', () => Response.json([METADATA])],
    ['a page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
  ])('counts on when %s stands there', async (_what, answer) => {
    let isBroken = false;
    const { metadata, clock, asked } = serverOf(() =>
      isBroken ? answer() : Response.json(METADATA),
    );
    await metadata();
    isBroken = true;
    for (const looks of [2, 3]) {
      clock.advance(HOUR_MS);
      await metadata();
      await expect.poll(() => asked.length, PATIENT).toBe(looks);
      await new Promise((resolve) => setImmediate(resolve));
      expect(await metadata()).toMatchObject({ issuer: ISSUER });
    }
    // The control: where nothing is known it is an error.
    await expect(serverOf(answer).metadata()).rejects.toMatchObject({ code: 'vendor_response' });
  });

  it('73: does not count on when it names a host that nobody listed', async () => {
    let endpoint = METADATA.token_endpoint;
    const { metadata, clock } = serverOf(() =>
      Response.json({ ...METADATA, token_endpoint: endpoint }),
    );
    await metadata();
    endpoint = 'https://evil.example/token';
    clock.advance(HOUR_MS);
    await metadata();
    await expect
      .poll(() => metadata().catch((error: unknown) => error), PATIENT)
      .toMatchObject({ code: 'config' });
  });

  it.each([
    'authorization_endpoint',
    'token_endpoint',
    'revocation_endpoint',
    'introspection_endpoint',
    'end_session_endpoint',
    'pushed_authorization_request_endpoint',
    'jwks_uri',
  ])('73: may have its %s at a listed origin and at no other', async (name) => {
    const document = { ...METADATA, [name]: 'https://keys.example/x' };
    const answer = (): Response => Response.json(document);
    await expect(serverOf(answer).metadata()).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining(`${name} at https://keys.example`),
    });
    const endpointOrigins = ['https://keys.example'];
    expect(await serverOf(answer, { endpointOrigins }).metadata()).toMatchObject(document);
    const http = (): Response =>
      Response.json({ ...METADATA, [name]: 'http://login.example/plain' });
    await expect(serverOf(http).metadata()).rejects.toMatchObject({ code: 'config' });
  });

  it.each<[string, () => Response]>([
    ['a redirect', () => Response.redirect('https://evil.example/metadata', 302)],
    ['HTML', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['more than 256 KiB', () => Response.json({ ...METADATA, x: 'x'.repeat(262_144) })],
    ['A67 that of another issuer', () => Response.json({ ...METADATA, issuer: `${ISSUER}/` })],
    [
      'without S256',
      () => Response.json({ ...METADATA, code_challenge_methods_supported: ['plain'] }),
    ],
    ['no object', () => Response.json([METADATA])],
  ])('A76: is not taken where it is %s', async (_what, answer) => {
    const { metadata, asked } = serverOf(answer);
    await expect(metadata()).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:config|vendor_response)$/),
    });
    expect(asked).toHaveLength(1);
    expect(asked.join()).not.toContain('evil');
    // The control.
    expect(await serverOf(() => Response.json(METADATA)).metadata()).toEqual(METADATA);
  });

  it.each([
    ['issuer', { issuer: 'http://login.example' }],
    ['endpointOrigins', { endpointOrigins: ['https://keys.example/'] }],
    ['endpointOrigins', { endpointOrigins: ['https://*.example'] }],
    ['token_endpoint', { metadata: { token_endpoint: 'http://login.example/token' } }],
  ])('A76: names %s when it is wrong', (name, wrong) => {
    const make = () => serverOf(() => Response.json(METADATA), wrong);
    expect(make).toThrow(expect.objectContaining({ code: 'config' }));
    expect(make).toThrow(name);
  });
});

describe('73: where the secrets of a sign-in go', () => {
  it('is not told by what the server publishes, and not by where it leads', async () => {
    const seen: string[] = [];
    let bend: 'nothing' | 'metadata' | 'redirect' = 'nothing';
    const watched: typeof fetch = async (url, init) => {
      const address = String(JSON.parse(JSON.stringify(url)));
      seen.push(new URL(address).origin);
      if (bend === 'redirect' && address.endsWith('/token'))
        return Response.redirect('https://evil.example/token', 307);
      const answer = await fetch(url, init);
      if (bend !== 'metadata' || !address.endsWith('/openid-configuration')) return answer;
      const document = JSON.parse(await answer.text());
      return Response.json({ ...document, token_endpoint: 'https://evil.example/token' });
    };
    const stage = await createStage();
    for (bend of ['metadata', 'redirect', 'nothing'] as const) {
      const sessions = stage.instance({ fetch: watched, retries: 0 });
      const browser = new Browser(() => sessions);
      const begun = await browser.open(`${APP}/auth/sign-in`, { from: 'app' });
      if (bend === 'metadata') expect(begun.status).toBe(500);
      else {
        const back = await browser.authorize(begun.headers.get('location') ?? '');
        const status = bend === 'redirect' ? 502 : 303;
        expect((await browser.open(back, { from: 'elsewhere' })).status).toBe(status);
      }
      expect(browser.cookies.has(SESSION_COOKIE)).toBe(bend === 'nothing');
    }
    expect(new Set(seen)).toEqual(new Set([new URL(stage.options.issuer).origin]));
  });
});
