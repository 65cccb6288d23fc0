import { expect, test } from 'vitest';
import type { OAuthOptions } from '../../src/index.ts';
import { isMessage } from '../../src/tabs/message.ts';
import { FakeBrowser } from '../support/fake-browser.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { outcomeOf } from '../support/outcome.ts';
import { ScriptedServer } from '../support/scripted-server.ts';
import { scriptedTab, signInAt } from '../support/scripted-tab.ts';

const token = { kind: 'token', id: 's', value: 't', isBound: false, leftMs: 1000, generation: 1 };

test.each([undefined, null, 1, 'news', [], {}, { kind: 1 }, { kind: 'token' }])(
  'another version of the application may say %j: that is no message',
  (value) => {
    expect(isMessage(value)).toBe(false);
  },
);

test.each(['value', 'leftMs', 'generation'])('a token without a right %s is no message', (name) => {
  expect(isMessage({ ...token, [name]: {} })).toBe(false);
  expect(isMessage(token)).toBe(true);
});

const kept: Partial<OAuthOptions> = { refreshToken: 'indexeddb' };

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
  return { clock, server, tab, id, say: (message: unknown) => stranger?.postMessage(message) };
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
  say({ ...token, id, generation: 9, leftMs: 60_000 });
  await clock.advance(100);
  const outcome = outcomeOf(tab.oauth.token());
  await clock.advance(100);
  expect(outcome.value?.token).toBe('t');
});
