import { expect, test } from 'vitest';
import { brightcoveUnderTest, withToken } from './brightcove-under-test.ts';

test.each([
  ['setAccount', { es256: 'yes' }, 'es256'],
  ['setAccount', { id: 'mine' }, 'id'],
  ['setAccount', { propagationMs: -1 }, 'propagationMs'],
  ['setAccount', { manifestSeconds: 59 }, 'manifestSeconds'],
  ['setAccount', { auditPolls: 1.5 }, 'auditPolls'],
  ['setAccount', { spelling: 'mixed' }, 'spelling'],
  ['setAccount', { licenceKeysProtection: true }, 'Only these'],
  ['setVideo', { film: 'launch-film' }, 'id'],
  ['setVideo', { id: '1', film: 'no-film' }, 'film'],
  ['setVideo', { id: '1', delivery: 'dash' }, 'delivery'],
  ['setRight', {}, 'id'],
  ['setRight', { id: 'r', geo_global_rule: 'all' }, 'geo_global_rule'],
  ['setRight', { id: 'r', allowed_days: ['monday'] }, 'allowed_days'],
  ['setPlace', { ip: 'here' }, 'ip'],
  ['setPlace', { ip: '192.0.2.1', proxy: 'vpn' }, 'proxy'],
  ['setClient', {}, 'permissions'],
  ['seedBlacklist', { entries: 'all' }, 'entries'],
  ['failAudit', { times: true }, 'times'],
])('%s %j is refused, and the message names what is wrong', async (command, details, word) => {
  const bc = await brightcoveUnderTest({}, false);
  await expect(bc.tell(command, details)).rejects.toMatchObject({
    code: 'invalid_option',
    message: expect.stringContaining(word),
  });
});

test('the keys name the account as it is, a client made for this run, and every video', async () => {
  const bc = await brightcoveUnderTest({}, false);
  const { keys } = bc.sandbox;
  expect(keys.brightcove).toMatchObject({
    accountId: '1100863500123',
    clientId: expect.stringMatching(/^sandbox_/),
    clientSecret: expect.stringMatching(/^sandbox_/),
    policyKey: expect.stringMatching(/^sandbox_pk_/),
  });
  expect(keys.brightcove.videos.map(({ film, delivery }) => `${film} ${delivery}`)).toEqual([
    ...['launch-film aes128', 'long-film aes128', 'public-film clear', 'live-show aes128'],
    'launch-film bccenc',
  ]);
  await bc.tell('setAccount', { id: '4590388311111' });
  expect(keys.brightcove.accountId).toBe('4590388311111');
});

test('no public key is registered from the start, so no token opens anything', async () => {
  const bc = await brightcoveUnderTest({}, false);
  expect((await bc.api('GET', `/accounts/${bc.account}/keys`)).body).toEqual([]);
  const path = `/playback/v1/accounts/${bc.account}/videos/${bc.video('launch-film')}`;
  expect((await bc.ask(path, withToken(bc.token()))).status).toBe(401);
});

test('seedBlacklist fills the list, and never beyond its limit', async () => {
  const bc = await brightcoveUnderTest();
  const size = async () => (await bc.api('GET', `/accounts/${bc.account}/blacklist`)).body.length;
  await bc.tell('seedBlacklist', { entries: 7 });
  expect(await size()).toBe(7);
  await bc.tell('seedBlacklist');
  expect(await size()).toBe(100);
});

test('common faults reach this listener by its kinds', async () => {
  const bc = await brightcoveUnderTest();
  const path = `/playback/v1/accounts/${bc.account}/videos/${bc.video('launch-film')}`;
  await bc.sandbox.addFault({
    where: { listener: 'brightcove', kind: 'api' },
    do: { action: 'status', status: 503 },
    times: 1,
  });
  expect((await bc.ask(path, withToken(bc.token()))).status).toBe(503);
  expect((await bc.ask(path, withToken(bc.token()))).status).toBe(200);
});
