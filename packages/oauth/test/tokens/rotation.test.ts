import { expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { OAuthOptions } from '../../src/index.ts';
import { FakeBrowser } from '../support/fake-browser.ts';
import { APP, Person, realServer, realTab, signIn } from '../support/real-server.ts';

const server = realServer();
const kept = { refreshTokenStorage: 'indexeddb' } as const;

/** A browser with some tabs, where somebody is signed in. */
async function opened(count: number) {
  const browser = new FakeBrowser();
  const first = browser.open(`${APP}/`);
  const { oauth } = await signIn(server, realTab(server, kept, first), { more: kept });
  await oauth.token();
  oauth.dispose();
  first.kill();
  const before = await server.asked();
  const tabs = Array.from({ length: count }, () => realTab(server, kept, browser.open(`${APP}/`)));
  return { tabs, asked: async () => (await server.asked()) - before };
}

test('57, T18: 20 tabs that are opened at once: one refresh counted at the server, 20 alive', async () => {
  const { tabs, asked } = await opened(20);
  const tokens = await Promise.all(tabs.map(({ oauth }) => oauth.token()));
  expect(new Set(tokens.map(({ token }) => token)).size).toBe(1);
  expect(await asked()).toBe(1);
  for (const { oauth } of tabs)
    expect(oauth.session.get()).toMatchObject({ status: 'signed-in', subject: 'ada' });
});

test('57: tabs that refresh again and again never use a refresh token twice', async () => {
  const { tabs, asked } = await opened(5);
  for (let round = 0; round < 3; round += 1)
    await Promise.all(tabs.map(({ oauth }) => oauth.token({ fresh: round > 0 })));
  expect(await asked()).toBe(3);
  for (const { oauth } of tabs) expect(oauth.session.get().status).toBe('signed-in');
});

test('57: 5 tabs for 10 minutes of 60 s tokens: a refresh a minute, none of them refused, and the session lives', async () => {
  await server.sandbox.tell('authorization', 'setPolicy', { accessTokenSeconds: 60 });
  let offset = 0;
  const browser = new FakeBrowser({
    now: () => systemClock.now() + offset,
    monotonic: () => systemClock.monotonic() + offset,
    after: (delayMs, call) => systemClock.after(delayMs, call),
  });
  const tab = () => browser.open(`${APP}/`);
  const first = await signIn(server, realTab(server, kept, tab()), { more: kept });
  const tabs = [first, ...Array.from({ length: 4 }, () => realTab(server, kept, tab()))];
  const minutes = 10;
  for (let minute = 1; minute <= minutes; minute += 1) {
    offset = minute * 60_000;
    await server.sandbox.setClock(offset);
    const tokens = await Promise.all(tabs.map(({ oauth }) => oauth.token()));
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(1);
    const headers = { Authorization: `Bearer ${tokens[0]?.token}` };
    expect((await fetch(server.api, { headers })).status).toBe(200);
  }
  const { entries } = await server.sandbox.journal();
  const answers = entries.filter(({ path }) => path === '/token').map(({ status }) => status);
  expect(answers).toEqual(Array(1 + minutes).fill(200));
});

test('59, T19: an answer that is lost after this server rotated is asked for once more; its no signs all tabs out, once', async () => {
  const { tabs, asked } = await opened(2);
  const [loser, other] = tabs;
  if (!loser || !other) throw new Error('Two tabs.');
  await other.oauth.signIn.redirect();
  let isLost = true;
  const loses: Partial<OAuthOptions> = {
    ...kept,
    environment: {
      async fetch(input, init) {
        const response = await fetch(input, init);
        if (!isLost || !response.url.endsWith('/token')) return response;
        isLost = false;
        throw new TypeError('reset');
      },
    },
  };
  const { oauth } = realTab(server, loses, loser.tab);
  await expect(oauth.token()).rejects.toMatchObject({ code: 'session_lost', action: 'sign-in' });
  expect(await asked()).toBe(2);
  await expect(other.oauth.token()).rejects.toMatchObject({ code: 'session_lost' });
  expect(await asked()).toBe(2);
});

test('control of 57: a refresh token that is used twice at once ends the whole session at this server', async () => {
  const { tabs } = await opened(1);
  const [{ tab } = { tab: undefined }] = tabs;
  const stored = Object(
    [...(tab?.browser.database.values ?? [])].find(([key]) => key.endsWith(' session'))?.[1],
  );
  const use = async (): Promise<{ readonly refresh_token?: string }> => {
    const body = new URLSearchParams({
      ...{ grant_type: 'refresh_token', client_id: server.clientId },
      refresh_token: String(stored.refresh),
    });
    return (await fetch(`${server.issuer}/token`, { method: 'POST', body })).json();
  };
  const answers = await Promise.all([use(), use()]);
  expect(answers.filter((answer) => answer.refresh_token === undefined)).toHaveLength(1);
});

test('A74, 59: a refresh token that somebody else used: all tabs are signed out, once, and nothing loops', async () => {
  const { tabs, asked } = await opened(3);
  await server.sandbox.tell('authorization', 'revokeGrants', {});
  const outcomes = await Promise.allSettled(tabs.map(({ oauth }) => oauth.token()));
  expect(outcomes.map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
  for (const { oauth } of tabs)
    expect(oauth.session.get()).toMatchObject({ error: { code: 'session_lost' } });
  await Promise.allSettled(tabs.map(({ oauth }) => oauth.token()));
  expect(await asked()).toBe(1);
});

test('57: a session in memory has its own refresh tokens in each tab, and they do not disturb each other', async () => {
  const browser = new FakeBrowser();
  const one = await signIn(server, realTab(server, {}, browser.open(`${APP}/`)));
  const two = await signIn(server, realTab(server, {}, browser.open(`${APP}/`)));
  for (const { oauth } of [one, two, one, two]) await oauth.token({ fresh: true });
  expect(one.oauth.session.get().status).toBe('signed-in');
  expect(two.oauth.session.get().status).toBe('signed-in');
});

test('41: somebody else signs in, in another tab: a session in memory ends', async () => {
  const browser = new FakeBrowser();
  const one = await signIn(server, realTab(server, {}, browser.open(`${APP}/`)));
  const grace = { person: new Person('grace') };
  const two = await signIn(server, realTab(server, {}, browser.open(`${APP}/`)), grace);
  expect(two.oauth.session.get()).toMatchObject({ subject: 'grace' });
  await expect(one.oauth.token()).rejects.toMatchObject({ code: 'signed_out' });
});

test('after a reload the subject is known at once, the claims with the first refresh, and later ones disturb nobody', async () => {
  const { tabs } = await opened(1);
  const [tab] = tabs;
  if (!tab) throw new Error('A tab.');
  let told = 0;
  tab.oauth.session.subscribe(() => {
    told += 1;
  });
  await expect.poll(() => tab.oauth.session.get()).toMatchObject({ subject: 'ada' });
  expect(tab.oauth.session.get()).not.toHaveProperty('claims');
  await tab.oauth.token();
  expect(tab.oauth.session.get()).toMatchObject({ claims: { sub: 'ada' } });
  const before = told;
  await tab.oauth.token({ fresh: true });
  expect(told).toBe(before);
});
