import { expect, test } from 'vitest';
import type { OAuthOptions } from '../../src/index.ts';
import { isMessage } from '../../src/tabs/message.ts';
import { FakeBrowser } from '../support/fake-browser.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { outcomeOf } from '../support/outcome.ts';
import { ScriptedServer } from '../support/scripted-server.ts';
import { scriptedTab, signInAt } from '../support/scripted-tab.ts';

const token = {
  ...{ kind: 'token', id: 's', value: 't', isBound: false, generation: 1 },
  ...{ lifeMs: 60_000, sinceMs: 0 },
};

test.each([undefined, null, 1, 'news', [], {}, { kind: 1 }, { kind: 'token' }])(
  'another version of the application may say %j: that is no message',
  (value) => {
    expect(isMessage(value)).toBe(false);
  },
);

test.each(['value', 'lifeMs', 'sinceMs', 'generation'])(
  'a token without a right %s is no message',
  (name) => {
    expect(isMessage({ ...token, [name]: {} })).toBe(false);
    expect(isMessage(token)).toBe(true);
  },
);

const kept: Partial<OAuthOptions> = { refreshTokenStorage: 'indexeddb' };

/** Two tabs that share a session, and a way to say anything on their channel. */
async function opened() {
  const clock = new FakeClock();
  const browser = new FakeBrowser(clock);
  const server = new ScriptedServer();
  const tab = scriptedTab(browser, server, kept);
  await signInAt(tab);
  await clock.advance(100);
  const stranger = browser
    .open('https://app.example/other')
    .environment()
    .openChannel?.('playgate:oauth:app@https://as.example');
  const [id] = [...browser.database.values.values()].map((value) =>
    String(Reflect.get(Object(value), 'id')),
  );
  return {
    clock,
    browser,
    server,
    tab,
    id,
    say: (message: unknown) => stranger?.postMessage(message),
  };
}

test.each([
  ['for another session', { ...token, id: 'other', generation: 9 }],
  ['that is older', { ...token, generation: -1 }],
  ['that is none', { ...token, value: { toString: 1 }, generation: 9 }],
])('41: a token %s is not taken from another tab', async (_how, message) => {
  const { clock, tab, id, say } = await opened();
  say({ ...message, id: message.id === 'other' ? 'other' : id });
  await clock.advance(100);
  const outcome = outcomeOf(tab.oauth.token());
  await clock.advance(100);
  expect(outcome.value?.token).toBe('at-1');
});

test('control of 41: a newer one of the same session is: pages of one origin trust each other', async () => {
  const { clock, tab, id, say } = await opened();
  say({ ...token, id, generation: 9, sinceMs: clock.now() });
  await clock.advance(100);
  const outcome = outcomeOf(tab.oauth.token());
  await clock.advance(100);
  expect(outcome.value?.token).toBe('t');
});

/** Two tabs that share a session, one of which hears nothing for a while. */
async function heardLate(lateMs: number) {
  const { clock, browser, server, tab } = await opened();
  const other = scriptedTab(browser, server, kept);
  other.oauth.session.subscribe(() => {});
  await clock.advance(100);
  other.tab.freeze();
  const fresh = outcomeOf(tab.oauth.token({ fresh: true }));
  await tab.oauth.token();
  const renewed = outcomeOf(tab.oauth.token({ fresh: true }));
  await clock.advance(lateMs);
  expect([fresh.isOpen, renewed.value?.token]).toEqual([false, 'at-2']);
  other.tab.thaw();
  await clock.advance(10);
  const outcome = outcomeOf(other.oauth.token());
  await clock.advance(1000);
  return { outcome, server };
}

test('18, 38: a token that was told to a tab while that slept is as old there as it is elsewhere: nothing that is over is given', async () => {
  const { outcome, server } = await heardLate(59_000);
  expect(outcome.value?.token).toBe('at-3');
  expect(server.asked).toHaveLength(3);
});

test('control of 18: what was told in time is used, and no longer than where it came from', async () => {
  const { outcome } = await heardLate(20_000);
  expect(outcome.value?.token).toBe('at-2');
  // Of 60 s 20 are over, and 2 are for the way.
  expect(outcome.value?.expiresIn).toBeCloseTo(38, 0);
});
