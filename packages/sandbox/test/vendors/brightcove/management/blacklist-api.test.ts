import { expect, test } from 'vitest';
import { brightcoveUnderTest, errorOf, withToken } from '../brightcove-under-test.ts';

test('the hundred and first token is refused until one is deleted', async () => {
  const bc = await brightcoveUnderTest();
  await bc.tell('seedBlacklist', { entries: 99 });
  const base = `/accounts/${bc.account}/blacklist`;
  const put = (sid: string) => bc.api('PUT', `${base}/tokens/${bc.token({ sid })}`);
  expect((await put('a')).status).toBe(204);
  expect((await bc.api('GET', base)).body).toHaveLength(100);
  expect(errorOf(await put('b'))).toMatchObject({
    status: 400,
    error_code: 'BAD_REQUEST',
    error_subcode: 'LIMIT_REACHED',
  });
  expect((await put('a')).status, 'one that is listed needs no room').toBe(204);
  await bc.api('DELETE', `${base}/tokens/${bc.token({ sid: 'a' })}`);
  expect((await put('b')).status).toBe(204);
});

test('what is no token is 400, and deleting what is not listed is 204', async () => {
  const bc = await brightcoveUnderTest();
  const path = `/accounts/${bc.account}/blacklist/tokens`;
  expect((await bc.api('PUT', `${path}/no-token`)).status).toBe(400);
  expect((await bc.api('DELETE', `${path}/a.b.c`)).status).toBe(204);
});

test('a blocked token is refused a minute later, and taken again a minute after it was removed', async () => {
  const bc = await brightcoveUnderTest();
  const [blocked, other] = [
    bc.token({ uid: 'ada', exp: bc.now() + 3600 }),
    bc.token({ exp: bc.now() + 3600 }),
  ];
  const path = `/accounts/${bc.account}/blacklist/tokens/${blocked}`;
  const play = async (token: string) =>
    (
      await bc.ask(
        `/playback/v1/accounts/${bc.account}/videos/${bc.video('launch-film')}`,
        withToken(token),
      )
    ).status;
  await bc.api('PUT', path);
  bc.sandbox.advance(59_999);
  expect(await play(blocked)).toBe(200);
  bc.sandbox.advance(1);
  expect([await play(blocked), await play(other)]).toEqual([401, 200]);
  expect((await bc.sandbox.journal()).entries.at(-2)?.verdict).toBe('revoked');
  await bc.api('DELETE', path);
  bc.sandbox.advance(59_999);
  expect(await play(blocked)).toBe(401);
  bc.sandbox.advance(1);
  expect(await play(blocked)).toBe(200);
});

test('how long it takes can be told', async () => {
  const bc = await brightcoveUnderTest();
  await bc.tell('setAccount', { propagationMs: 0 });
  const token = bc.token();
  await bc.api('PUT', `/accounts/${bc.account}/blacklist/tokens/${token}`);
  const path = `/playback/v1/accounts/${bc.account}/videos/${bc.video('launch-film')}`;
  expect((await bc.ask(path, withToken(token))).status).toBe(401);
  await bc.tell('setAccount', { blacklistAtPlayback: false });
  expect((await bc.ask(path, withToken(token))).status).toBe(200);
});

test('the journal never shows the token that stands in the path', async () => {
  const bc = await brightcoveUnderTest();
  const token = bc.token();
  for (const method of ['PUT', 'GET', 'DELETE'])
    await bc.api(method, `/accounts/${bc.account}/blacklist/tokens/${token}`);
  const { entries } = await bc.sandbox.journal();
  expect(entries.at(-1)?.path).toBe(`/v1/accounts/${bc.account}/blacklist/tokens/:token`);
  expect(JSON.stringify(entries)).not.toContain(token.slice(0, 20));
});
