import { createServer } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startSandbox } from '../src/index.ts';
import { sandboxUnderTest, statusOf } from './sandbox-under-test.ts';

test('A91: refuses to start in production, and says why', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(startSandbox({ ports: 0 })).rejects.toMatchObject({
    name: 'SandboxError',
    code: 'production',
    message: expect.stringContaining('NODE_ENV'),
  });
});

test('A91: every key is made for this run and carries the mark, as far as the format of the vendor lets it', async () => {
  const [one, other] = [await sandboxUnderTest(), await sandboxUnderTest()];
  const flat = ({ keys }: typeof one): string[] => [
    keys.catchTheShow.secretKey,
    keys.catchTheShow.publicKey,
    keys.ibm.clientSecret,
    keys.ibm.lockSecret,
    keys.origin.hashSecret,
    keys.ibm.clientId,
  ];
  expect(new Set([...flat(one), ...flat(other)]).size).toBe(12);
  for (const key of flat(one).slice(0, 5)) expect(key).toMatch(/^sandbox_[a-z]{2}_[\w-]{32}$/);
  expect(one.keys.ibm.clientId).toMatch(/^[0-9a-f]{40}$/);
});

test('A91: listens on the loopback address only', async () => {
  const { addresses } = await sandboxUnderTest();
  for (const address of Object.values(addresses))
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const outside = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
  const elsewhere = outside ?? '127.0.0.2';
  const socket = connect(Number(new URL(addresses.control).port), elsewhere);
  const [error] = await once(socket, 'error').catch((caught: unknown) => [caught]);
  expect(error).toMatchObject({ code: 'ECONNREFUSED' });
});

test('a port in use is named, with what to do, and nothing is left listening', async () => {
  const taken = createServer();
  taken.listen(0, '127.0.0.1');
  await once(taken, 'listening');
  onTestFinished(() => void taken.close());
  const address = taken.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const ports = { control: 0, catchTheShow: 0, ibm: 0, origin: port, foreign: 0 };
  await expect(startSandbox({ ports })).rejects.toMatchObject({
    code: 'port_in_use',
    message: expect.stringMatching(new RegExp(`${port}.*origin.*--port`)),
  });
});

test.each([
  ['a port beyond the last', { ports: 65_533 }, 'port'],
  ['a port that is no number', { ports: Number.NaN }, 'port'],
  ['an entry URL that is not absolute', { ports: 0, locks: { entryUrl: '/entry' } }, 'entryUrl'],
])('%s is refused by name', async (_, options, word) => {
  await expect(startSandbox(options)).rejects.toMatchObject({
    code: 'invalid_option',
    message: expect.stringContaining(word),
  });
});

test('close ends every connection and frees the ports', async () => {
  const sandbox = await startSandbox({ ports: 0 });
  await sandbox.addFault({ where: {}, do: { action: 'hang' } });
  const hanging = fetch(sandbox.addresses.foreign).catch((error: unknown) => error);
  await vi.waitUntil(async () => (await sandbox.journal()).entries.length === 1);
  await sandbox.close();
  expect(await hanging).toBeInstanceOf(Error);
  const port = Number(new URL(sandbox.addresses.control).port);
  const again = await startSandbox({
    ports: { control: port, catchTheShow: 0, ibm: 0, origin: 0, foreign: 0 },
  });
  onTestFinished(() => again.close());
  expect(again.addresses.control).toBe(sandbox.addresses.control);
});

test('without options it opens everything but what is locked', async () => {
  const { addresses } = await sandboxUnderTest();
  expect(await statusOf(`${addresses.origin}/open/launch-film/master.m3u8`)).toBe(200);
  expect(await statusOf(`${addresses.origin}/bearer/launch-film/master.m3u8`)).toBe(401);
  expect(await statusOf(`${addresses.origin}/nonsense/launch-film/master.m3u8`)).toBe(404);
  expect(await statusOf(`${addresses.origin}/open/no-film/master.m3u8`)).toBe(404);
});
