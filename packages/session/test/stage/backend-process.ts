// One process of a backend, which a test starts, tells what to do and kills.
import { createClient } from 'redis';
import { createSessions, redisStore, Secret } from '../../src/index.ts';
import type { RefreshRole, Sessions } from '../../src/index.ts';
import type { Command, Got, Place, Said, Told } from './backend-commands.ts';
import { APP } from './browser.ts';
import { KEY } from './stage.ts';
import { TestClock } from './test-clock.ts';

let sessions: Sessions | undefined;
let clock: TestClock | undefined;
let stopsAt: Place | 'nowhere' = 'nowhere';
let goOn = (): void => {};
let roles: RefreshRole[] = [];

const say = (said: Said): void => {
  process.send?.(said);
};

/** Says that it is there. */
async function stop(place: Place): Promise<void> {
  if (stopsAt !== place) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  goOn = resolve;
  say({ said: place });
  await promise;
}

async function start({ redisPath, now, options }: Command & { do: 'start' }): Promise<void> {
  const client = createClient({
    socket: { path: redisPath, tls: false },
    disableOfflineQueue: true,
  });
  client.on('error', () => {});
  await client.connect();
  clock = new TestClock(now, 20);
  sessions = createSessions({
    ...options,
    clock,
    redirectUri: `${APP}/auth/callback`,
    origins: [APP],
    keys: [KEY],
    store: redisStore(client),
    fetch: async (url, init) => {
      const isRefresh = typeof init?.body === 'string' && init.body.includes('=refresh_token');
      if (isRefresh) await stop('before-send');
      const answer = await fetch(url, init);
      if (isRefresh) await stop('after-answer');
      return answer;
    },
    audit: async ({ type }) => {
      if (type === 'refreshed') await stop('after-store');
    },
    onRefresh: (role) => {
      roles.push(role);
      if (role === 'waited') say({ said: 'waits' });
    },
  });
}

async function getTokens({ cookie, count, refused }: Command & { do: 'get tokens' }): Promise<Got> {
  roles = [];
  const request = new Request(APP, { headers: { cookie } });
  const tokens = await Promise.all(
    Array.from({ length: count }, async () => {
      const session = await sessions?.read(request);
      return (await session?.accessToken({ refused: new Secret(refused) }))?.reveal();
    }),
  );
  const got = tokens.filter((token) => token !== undefined);
  const counted: Partial<Record<RefreshRole, number>> = {};
  for (const role of roles) counted[role] = (counted[role] ?? 0) + 1;
  return { tokens: [...new Set(got)], lost: count - got.length, roles: counted };
}

async function obey(command: Command): Promise<Got | undefined> {
  switch (command.do) {
    case 'start':
      await start(command);
      return undefined;
    case 'advance':
      clock?.advance(command.ms);
      return undefined;
    case 'stop at':
      stopsAt = command.place;
      return undefined;
    case 'go on':
      goOn();
      return undefined;
    case 'get tokens':
      return getTokens(command);
  }
}

process.on('message', ({ id, command }: Told) => {
  obey(command).then(
    (got) => say({ said: 'done', id, ...(got !== undefined && { got }) }),
    (error: unknown) => say({ said: 'failed', id, error: String(error) }),
  );
});
