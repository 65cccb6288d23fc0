import { expect, test } from 'vitest';
import { linesOf, muxUnderTest } from './mux-under-test.ts';

test('the journal tells kinds, credentials, generations and verdicts, and no token', async () => {
  const mux = await muxUnderTest();
  const path = `/${mux.id}.m3u8`;
  const { text } = await mux.open(path, mux.token());
  const [rendition = ''] = linesOf(text);
  await mux.ask(rendition);
  await mux.open(path, mux.token({ exp: mux.now() + 61 }));
  await mux.open(path, mux.token({ exp: mux.now() }));
  await mux.open(`/${mux.id}/thumbnail.jpg`, mux.token());
  await mux.ask(path);
  await mux.open(`/${mux.id}/storyboard.vtt`, mux.token({ aud: 's' }));
  const { entries } = await mux.sandbox.journal();
  const seen = entries.map(({ kind, credential, generation, verdict, status }) => [
    ...[kind, credential, generation, verdict, status],
  ]);
  expect(seen).toEqual([
    ['manifest', 'query', 1, 'ok', 200],
    ['playlist', 'query', undefined, 'ok', 200],
    ['manifest', 'query', 2, 'ok', 200],
    ['manifest', 'query', undefined, 'expired', 403],
    ['other', 'query', 1, 'wrong', 403],
    ['manifest', 'none', undefined, 'missing', 403],
    ['track', 'query', 1, 'ok', 200],
  ]);
  expect(JSON.stringify(entries)).not.toContain('eyJ');
});

test('tokens can be ended and revoked by command', async () => {
  const mux = await muxUnderTest();
  const path = `/${mux.id}.m3u8`;
  const commands = [mux.sandbox.expireCredentials, mux.sandbox.revokeCredentials];
  for (const [i, end] of commands.entries()) {
    const token = mux.token({ exp: mux.now() + 60 + i });
    expect((await mux.open(path, token)).status).toBe(200);
    await end({ vendor: 'mux' });
    expect((await mux.open(path, token)).status).toBe(403);
  }
  const { entries } = await mux.sandbox.journal();
  expect(entries.map(({ verdict }) => verdict)).toEqual(['ok', 'expired', 'ok', 'revoked']);
  expect((await mux.open(path, mux.token({ exp: mux.now() + 99 }))).status).toBe(200);
});

test('a token is looked for where it must not be, and so is the private key', async () => {
  const mux = await muxUnderTest();
  const token = mux.token();
  await mux.open(`/${mux.id}.m3u8`, token);
  const { keyId, privateKey } = mux.sandbox.keys.mux;
  await fetch(`${mux.sandbox.addresses.foreign}/?stolen=${token}`);
  await fetch(mux.sandbox.addresses.foreign, { method: 'POST', body: privateKey });
  const found = (await mux.sandbox.leaks()).map(({ canary }) => canary);
  expect(found).toEqual(
    expect.arrayContaining([expect.stringMatching(/^mux token \d+$/), `mux private key ${keyId}`]),
  );
});

test('failures can be switched on here as everywhere', async () => {
  const mux = await muxUnderTest();
  const where = { listener: 'mux', kind: 'manifest' } as const;
  await mux.sandbox.addFault({ where, do: { action: 'refuse', status: 503 }, times: 1 });
  const answer = await mux.open(`/${mux.id}.m3u8`, mux.token());
  expect(answer.status).toBe(503);
  expect((await mux.open(`/${mux.id}.m3u8`, mux.token())).status).toBe(200);
});
