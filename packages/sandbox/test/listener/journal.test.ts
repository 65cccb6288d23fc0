import { expect, test } from 'vitest';
import type { JournalEntry } from '../../src/index.ts';
import { createJournal } from '../../src/listener/journal.ts';
import { accessToken, bearer, sandboxUnderTest, statusOf } from '../sandbox-under-test.ts';

const ENTRY: Omit<JournalEntry, 'n'> = {
  atMs: 0,
  listener: 'origin',
  method: 'GET',
  path: '/',
  kind: 'other',
  status: 200,
  credential: 'none',
};

test('counts on after it was cleared, reads on from where one stopped, keeps the newest', () => {
  const journal = createJournal(3);
  for (const path of ['/1', '/2', '/3', '/4', '/5', '/6', '/7']) journal.add({ ...ENTRY, path });
  expect(journal.read().entries.map(({ n }) => n)).toEqual([5, 6, 7]);
  expect(journal.read(6)).toEqual({ entries: [{ n: 7, ...ENTRY, path: '/7' }], next: 7 });
  journal.clear();
  expect(journal.read()).toEqual({ entries: [], next: 7 });
  journal.add(ENTRY);
  expect(journal.read(7).entries.map(({ n }) => n)).toEqual([8]);
});

test('says who asked, for what, with which credential, and how it was answered', async () => {
  const sandbox = await sandboxUnderTest();
  await accessToken(sandbox);
  const token = await accessToken(sandbox);
  const url = `${sandbox.addresses.catchTheShow}/media/launch-film/144p/0.ts?secret=1`;
  const headers = {
    Authorization: `Bearer ${token}`,
    Origin: 'http://localhost:4600',
    Range: 'bytes=0-99',
  };
  expect(await statusOf(url, { headers })).toBe(206);
  const { entries } = await sandbox.journal(2);
  expect(entries).toEqual([
    {
      n: 3,
      atMs: sandbox.at(),
      listener: 'catchTheShow',
      method: 'GET',
      path: '/media/launch-film/144p/0.ts',
      kind: 'segment',
      status: 206,
      credential: 'bearer',
      generation: 2,
      verdict: 'ok',
      range: true,
      origin: 'http://localhost:4600',
    },
  ]);
});

test('is not moved by the sandbox’s clock', async () => {
  const sandbox = await sandboxUnderTest();
  await sandbox.setClock(600_000);
  await statusOf(sandbox.addresses.foreign);
  expect((await sandbox.journal()).entries[0]?.atMs).toBe(sandbox.at());
});

test('never holds a credential, a key or a query', async () => {
  const sandbox = await sandboxUnderTest();
  const { addresses, keys } = sandbox;
  const token = await accessToken(sandbox);
  const { value } = await sandbox.mintCredential({
    scheme: 'presigned',
    film: 'launch-film',
    lifetimeMs: 60_000,
  });
  await statusOf(`${addresses.catchTheShow}/media/launch-film/master.m3u8`, bearer(token));
  const master = `${addresses.origin}/presigned/launch-film/master.m3u8?token=${value}`;
  const child = /^144p.*$/m.exec(await (await fetch(master)).text())?.[0] ?? '';
  expect(await statusOf(new URL(child, master).href)).toBe(200);
  await statusOf(`${addresses.foreign}/x?token=${token}`, {
    headers: { 'X-Media-Key': value, Cookie: `media_key=${value}`, Referer: master },
  });
  const text = JSON.stringify(await sandbox.journal());
  const secrets = [
    token,
    value,
    new URL(child, master).search,
    ...Object.values(keys.catchTheShow),
  ];
  for (const secret of secrets) expect(text).not.toContain(secret);
  expect((await sandbox.journal()).entries).toHaveLength(5);
});

test.each([
  ['/bearer/launch-film/master.m3u8', 'manifest'],
  ['/bearer/launch-film/snd/index.m3u8', 'playlist'],
  ['/bearer/launch-film/snd/1.ts', 'segment'],
  ['/bearer/launch-film/film.key', 'key'],
  ['/bearer/launch-film/captions/en.vtt', 'track'],
  ['/bearer/launch-film/poster.svg', 'other'],
])('%s is of the kind %s', async (path, kind) => {
  const sandbox = await sandboxUnderTest();
  await statusOf(sandbox.addresses.origin + path);
  expect((await sandbox.journal()).entries[0]?.kind).toBe(kind);
});
