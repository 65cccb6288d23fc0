import { createPassHandler, deny, grant } from '@playgate/server';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { redisStore } from '../../src/index.ts';
import { APP } from '../stage/browser.ts';
import type { Place } from '../stage/backend-commands.ts';
import { plainVendor } from '../stage/plain-vendor.ts';
import { hasRedis, startRedis } from '../stage/redis-server.ts';
import type { RedisServer } from '../stage/redis-server.ts';
import { SESSION_COOKIE, useStages } from '../stage/stage.ts';
import type { Stage } from '../stage/stage.ts';
import { startBackend } from '../stage/start-backend.ts';
import type { Backend } from '../stage/start-backend.ts';

const CALLERS = 1000;
const TAKE_OVER_MS = 25_000;

describe.runIf(hasRedis())('processes of one backend that share Redis', () => {
  const createStage = useStages();
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.remove());

  /** A viewer who is signed in, and the token that is to be replaced. */
  async function signedIn() {
    const client = createClient({
      socket: { path: redis.path, tls: false },
      disableOfflineQueue: true,
    });
    client.on('error', () => {});
    await client.connect();
    onTestFinished(() => client.destroy());
    const stage = await createStage({ store: redisStore(client) });
    await stage.browser.signIn();
    const session = await stage.sessions.read(stage.browser.request());
    const token = (await session?.accessToken())?.reveal() ?? '';
    const cookie = `${SESSION_COOKIE}=${stage.browser.cookies.get(SESSION_COOKIE)}`;
    return { stage, client, token, cookie };
  }

  async function backend({ options, clock }: Stage): Promise<Backend> {
    const { issuer, clientId, clientSecret } = options;
    const one = startBackend();
    onTestFinished(() => one.kill());
    await one.tell({
      do: 'start',
      redisPath: redis.path,
      now: clock.now(),
      options: { issuer, clientId, clientSecret: String(clientSecret) },
    });
    return one;
  }

  /** How many requests the token endpoint has answered. */
  async function rotations({ sandbox }: Stage): Promise<number> {
    const { entries } = await sandbox.journal();
    return entries.filter(({ path }) => path === '/token').length;
  }

  it('A74 72: of a thousand callers in two processes one rotates, the rest contend for it, and nobody is signed out', async () => {
    const { stage, cookie, token } = await signedIn();
    const both = await Promise.all([backend(stage), backend(stage)]);
    let refused = token;
    for (let round = 0; round < 3; round += 1) {
      const before = await rotations(stage);
      for (const one of both) await one.tell({ do: 'stop at', place: 'before-send' });
      // Who refreshes sends only when the other process has come to wait for it.
      const sender = Promise.race(both.map((one) => one.says('before-send').then(() => one)));
      const waits = Promise.race(both.map((one) => one.says('waits')));
      const asked = { do: 'get tokens', cookie, refused, count: CALLERS / 2 } as const;
      const answers = both.map((one) => one.tell(asked));
      const one = await sender;
      await waits;
      await one.tell({ do: 'go on' });
      const got = await Promise.all(answers);
      const tokens = new Set(got.flatMap((part) => part?.tokens ?? []));
      const total = (role: 'refreshed' | 'joined' | 'waited'): number =>
        got.reduce((sum, part) => sum + (part?.roles[role] ?? 0), 0);
      expect([tokens.size, tokens.has(refused)]).toEqual([1, false]);
      expect(got.map((part) => part?.lost)).toEqual([0, 0]);
      expect(await rotations(stage)).toBe(before + 1);
      expect(total('refreshed')).toBe(1);
      // The contention: in the process that refreshed, and in the other.
      expect(total('joined')).toBeGreaterThan(0);
      expect(total('waited')).toBeGreaterThan(0);
      [refused = ''] = tokens;
    }
    expect(await stage.sessions.read(stage.browser.request())).toBeDefined();
  });

  it.each<
    [string, Place, { readonly grace: number; readonly asks: number; readonly lives: boolean }]
  >([
    [
      'before it has sent: another takes over, nothing is lost',
      'before-send',
      { grace: 0, asks: 1, lives: true },
    ],
    [
      'after the server has rotated, in its grace: another gets the tokens',
      'after-answer',
      { grace: 60, asks: 2, lives: true },
    ],
    [
      'after the server has rotated, without a grace: one new sign-in',
      'after-answer',
      { grace: 0, asks: 2, lives: false },
    ],
    [
      'after it has stored: another finds the tokens',
      'after-store',
      { grace: 0, asks: 1, lives: true },
    ],
  ])('59: one is killed %s', async (_outcome, place, { grace, asks, lives }) => {
    const { stage, cookie, token: refused } = await signedIn();
    await stage.sandbox.tell('authorization', 'setPolicy', { rotationGraceSeconds: grace });
    const [dying, other] = [await backend(stage), await backend(stage)];
    const before = await rotations(stage);
    await dying.tell({ do: 'stop at', place });
    const arrives = dying.says(place);
    const asked = { do: 'get tokens', cookie, refused, count: 1 } as const;
    void dying.tell(asked);
    await arrives;
    await dying.kill();
    if (place !== 'after-store') await other.tell({ do: 'advance', ms: TAKE_OVER_MS });
    const got = await other.tell(asked);
    expect(got?.lost).toBe(lives ? 0 : 1);
    expect(got?.tokens).not.toContain(refused);
    expect(await rotations(stage)).toBe(before + asks);
    const isThere = async () => (await stage.sessions.read(stage.browser.request())) !== undefined;
    expect(await isThere()).toBe(lives);
    if (!lives) await stage.browser.signIn();
    expect(await isThere()).toBe(true);
    await stage.sandbox.tell('authorization', 'setPolicy', { rotationGraceSeconds: 0 });
  });

  it('S11: while Redis is down passes are 503 with a code, and all goes on when it is back, without a restart', async () => {
    const { stage, client, cookie } = await signedIn();
    const handle = createPassHandler({
      vendor: plainVendor,
      decide: async (request, { asset }) => {
        const session = await stage.sessions.read(request);
        return session === undefined
          ? deny('unauthenticated')
          : grant({ asset, viewer: session.viewer });
      },
      origins: [APP],
    });
    const ask = async (): Promise<[number, unknown]> => {
      const answer = await handle(
        new Request(`${APP}/api/pass`, {
          method: 'POST',
          headers: {
            ...{ cookie, origin: APP, 'sec-fetch-site': 'same-origin', 'x-playgate': '1' },
            'content-type': 'application/json',
          },
          body: JSON.stringify({ version: 1, asset: 'film' }),
        }),
      );
      return [answer.status, await answer.json()];
    };
    expect(await ask()).toEqual([200, expect.objectContaining({ subject: 'ada' })]);
    await redis.kill();
    for (let i = 0; i < 3; i += 1)
      expect(await ask()).toEqual([503, expect.objectContaining({ code: 'server_error' })]);
    // Until then it says errors, too.
    const back = new Promise<void>((resolve) => client.once('ready', () => resolve()));
    await redis.start();
    await back;
    expect(await ask()).toEqual([200, expect.objectContaining({ subject: 'ada' })]);
  });
});
