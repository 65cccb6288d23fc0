import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { accessToken, sandboxUnderTest, statusOf } from '../sandbox-under-test.ts';

const CANARY = 'canary-0123456789abcdef';

async function watched() {
  const sandbox = await sandboxUnderTest();
  await sandbox.addCanary('mine', CANARY);
  return sandbox;
}

const leak = (encoding: string) => ({ canary: 'mine', listener: 'foreign', encoding });

test.each<[string, (foreign: string) => Promise<unknown>]>([
  ['a header', (foreign) => statusOf(foreign, { headers: { 'X-Anything': `a ${CANARY} b` } })],
  ['a path', (foreign) => statusOf(`${foreign}/${CANARY}/0.ts`)],
  ['a query', (foreign) => statusOf(`${foreign}/?x=${CANARY}`)],
  ['a body', (foreign) => statusOf(foreign, { method: 'POST', body: `{"a":"${CANARY}"}` })],
  ['a header’s name', (foreign) => statusOf(foreign, { headers: { [CANARY]: '1' } })],
])('%s that carries a canary is a leak', async (_, send) => {
  const sandbox = await watched();
  await send(sandbox.addresses.foreign);
  expect(await sandbox.leaks()).toEqual([leak('raw')]);
});

test('nothing is found where nothing is, and not at the other listeners', async () => {
  const sandbox = await watched();
  await statusOf(`${sandbox.addresses.foreign}/${CANARY.slice(0, -1)}`);
  await statusOf(`${sandbox.addresses.origin}/open/launch-film/film.key?x=${CANARY}`);
  expect(await sandbox.leaks()).toEqual([]);
});

test('a canary that arrives in pieces is found, and so is one in bytes that are no HTTP', async () => {
  const sandbox = await watched();
  const socket = connect(Number(new URL(sandbox.addresses.foreign).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.setNoDelay(true);
  const send = (text: string): Promise<void> =>
    new Promise((resolve) => socket.write(text, () => resolve()));
  await send(`GET /${CANARY.slice(0, 9)}`);
  await new Promise((resolve) => setImmediate(resolve));
  await send(`${CANARY.slice(9)} no-http\r\n\r\n`);
  const ended = once(socket, 'close');
  socket.resume();
  await ended;
  expect(await sandbox.leaks()).toEqual([leak('raw')]);
});

test('every credential that the sandbox mints is watched for, by its film and generation', async () => {
  const sandbox = await sandboxUnderTest();
  const token = await accessToken(sandbox);
  await statusOf(sandbox.addresses.foreign, { headers: { Authorization: `Bearer ${token}` } });
  expect(await sandbox.leaks()).toEqual([
    { canary: 'catchTheShow launch-film generation 1', listener: 'foreign', encoding: 'raw' },
  ]);
  expect(JSON.stringify(await sandbox.leaks())).not.toContain(token);
});

test('the secrets of a run are watched for to its end, however much is minted', async () => {
  const sandbox = await sandboxUnderTest();
  const { origin, catchTheShow, ibm, stapi, authorization, secureVideo, brightcove, mux } =
    sandbox.keys;
  const { keyId, privateKey } = mux;
  for (let i = 0; i < 1001; i += 1)
    await sandbox.mintCredential({ scheme: 'bearer', film: 'launch-film', lifetimeMs: 1 });
  const secrets = [
    ...[origin.hashSecret, catchTheShow.secretKey, stapi.apiKey, authorization.clientSecret],
    ...[ibm.clientSecret, ibm.lockSecret, secureVideo.secretKey, brightcove.clientSecret],
    privateKey,
  ];
  await statusOf(sandbox.addresses.foreign, { method: 'POST', body: secrets.join(' ') });
  expect((await sandbox.leaks()).map(({ canary }) => canary).sort()).toEqual([
    'brightcove client secret',
    'catchTheShow key_1',
    'ibm client secret',
    'ibm lock secret',
    `mux private key ${keyId}`,
    'origin hash secret',
    'secret 1 of Backend of the sandbox',
    'secureVideo.secretKey',
    'stapi key_1',
  ]);
});

test('what pages hold for good, such as a public key, is no secret', async () => {
  const sandbox = await sandboxUnderTest();
  const { publicKey } = sandbox.keys.catchTheShow;
  await statusOf(sandbox.addresses.foreign, { method: 'POST', body: publicKey });
  expect(await sandbox.leaks()).toEqual([]);
});

test('clearing forgets canaries and leaks', async () => {
  const sandbox = await watched();
  await statusOf(`${sandbox.addresses.foreign}/${CANARY}`);
  await sandbox.clearCanaries();
  await statusOf(`${sandbox.addresses.foreign}/${CANARY}`);
  expect(await sandbox.leaks()).toEqual([]);
});

describe('answers', () => {
  test.each([
    ['/', 'text/plain'],
    ['/any/path', 'text/plain'],
    ['/x/master.m3u8', 'application/vnd.apple.mpegurl'],
    ['/x/240p/index.m3u8', 'application/vnd.apple.mpegurl'],
    ['/x/snd/3.ts', 'video/mp2t'],
    ['/elsewhere.ts', 'video/mp2t'],
    ['/x/film.key', 'application/octet-stream'],
    ['/x/captions/de.vtt', 'text/vtt; charset=utf-8'],
    ['/x/poster.svg', 'image/svg+xml'],
  ])('%s with 200', async (path, type) => {
    const { addresses } = await sandboxUnderTest();
    const response = await fetch(addresses.foreign + path);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    await response.arrayBuffer();
  });

  test('segments and keys are the real ones', async () => {
    const { addresses } = await sandboxUnderTest();
    const bytes = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
    for (const path of ['snd/3.ts', '360p/9.ts', 'film.key'])
      expect(await bytes(`${addresses.foreign}/x/${path}`)).toEqual(
        await bytes(`${addresses.origin}/open/launch-film/${path}`),
      );
  });
});
