import { expect, test } from 'vitest';
import type { UnderTest } from '../sandbox-under-test.ts';
import { sandboxUnderTest, statusOf } from '../sandbox-under-test.ts';

const uris = (playlist: string): string[] => [
  ...playlist.split('\n').filter((line) => line !== '' && !line.startsWith('#')),
  ...Array.from(playlist.matchAll(/URI="([^"]+)"/g), (match) => match[1] ?? ''),
];

async function opened(film = 'launch-film') {
  const sandbox = await sandboxUnderTest();
  const { value } = await sandbox.mintCredential({ scheme: 'presigned', film, lifetimeMs: 10_000 });
  const master = `${sandbox.addresses.origin}/presigned/${film}/master.m3u8?token=${value}`;
  const children = async (url: string): Promise<string[]> =>
    uris(await (await fetch(url)).text()).map((uri) => new URL(uri, url).href);
  return { sandbox, master, children };
}

const verdict = async (sandbox: UnderTest) => (await sandbox.journal()).entries.at(-1)?.verdict;

test('the master needs its token, and every child below it opens by what it is named with', async () => {
  const { sandbox, master, children } = await opened();
  expect(await statusOf(master.split('?')[0] ?? '')).toBe(401);
  const playlists = await children(master);
  expect(playlists).toHaveLength(4);
  for (const playlist of playlists) {
    const parts = await children(playlist);
    expect(parts).toHaveLength(31);
    for (const part of [parts[0], parts[29], parts[30]])
      expect(await statusOf(part ?? '')).toBe(200);
  }
  expect((await sandbox.journal()).entries.at(-1)).toMatchObject({
    credential: 'query',
    generation: 1,
    verdict: 'ok',
  });
});

test('a child holds for five minutes of the sandbox’s clock, longer than the token it came from', async () => {
  const { sandbox, master, children } = await opened();
  const [playlist = ''] = await children(master);
  await sandbox.setClock(299_000);
  expect(await statusOf(playlist)).toBe(200);
  expect(await statusOf(master)).toBe(401);
  await sandbox.setClock(300_000);
  expect(await statusOf(playlist)).toBe(403);
  expect(await verdict(sandbox)).toBe('expired');
});

test('after a pause of ten minutes every child is refused, and a new token opens new ones', async () => {
  const { sandbox, master, children } = await opened();
  const [playlist = ''] = await children(master);
  const [segment = ''] = await children(playlist);
  await sandbox.setClock(600_000);
  expect([await statusOf(playlist), await statusOf(segment)]).toEqual([403, 403]);
  const order = { scheme: 'presigned', film: 'launch-film', lifetimeMs: 10_000 } as const;
  const { value, generation } = await sandbox.mintCredential(order);
  expect(generation).toBe(2);
  const [again = ''] = await children(master.replace(/token=.*/, `token=${value}`));
  expect(await statusOf(again)).toBe(200);
});

test('the lifetime can be changed for what is named from then on', async () => {
  const { sandbox, master, children } = await opened();
  await sandbox.setPresignedLifetime(2000);
  const [playlist = ''] = await children(master);
  await sandbox.setClock(1999);
  expect(await statusOf(playlist)).toBe(200);
  await sandbox.setClock(2000);
  expect(await statusOf(playlist)).toBe(403);
});

test.each([
  ['another path', (url: string) => url.replace('/144p/', '/240p/')],
  ['a later expiry', (url: string) => url.replace(/exp=\d+/, 'exp=99999999999')],
  ['another parent', (url: string) => url.replace(/sig=\d+/, 'sig=2')],
  ['another signature', (url: string) => url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
  ['no expiry', (url: string) => url.replace(/exp=\d+&/, '')],
  ['no signature', (url: string) => url.replace(/&sig=.*/, '')],
  ['a signature twice', (url: string) => `${url}&sig=x`],
  ['nothing', (url: string) => url.replace(/\?.*/, '')],
])('%s is refused with 403', async (_, change) => {
  const { master, children } = await opened();
  const [playlist = ''] = await children(master);
  expect(await statusOf(playlist)).toBe(200);
  expect(await statusOf(change(playlist))).toBe(403);
});

test.each(['expireCredentials', 'revokeCredentials'] as const)(
  '%s ends children with their parent',
  async (verb) => {
    const { sandbox, master, children } = await opened();
    const [playlist = ''] = await children(master);
    await sandbox[verb]({ vendor: 'origin' });
    expect(await statusOf(playlist)).toBe(403);
    expect(await verdict(sandbox)).toBe(verb === 'expireCredentials' ? 'expired' : 'revoked');
  },
);
