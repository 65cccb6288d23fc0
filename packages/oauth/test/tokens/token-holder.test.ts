import { expect, test } from 'vitest';
import { FakeBrowser } from '../support/fake-browser.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { outcomeOf } from '../support/outcome.ts';
import { ScriptedServer } from '../support/scripted-server.ts';
import { scriptedTab, signInAt } from '../support/scripted-tab.ts';

/** Signed in, with a token that has just come. */
async function signedIn(lifeSeconds: number) {
  const clock = new FakeClock();
  const server = new ScriptedServer();
  server.lifeSeconds = lifeSeconds;
  const tab = scriptedTab(new FakeBrowser(clock), server);
  await signInAt(tab);
  server.asked.length = 0;
  const ask = async (waitMs = 0) => {
    const outcome = outcomeOf(tab.oauth.token());
    await clock.advance(waitMs);
    return outcome;
  };
  return { clock, server, ask, ...tab };
}

/** As a keeper of passes does it: until when it hands a token out, and when it asks for the next one, now later, now sooner. */
const keeper = {
  handsOutMs: (toldMs: number) => toldMs - Math.min(toldMs / 10, 2000),
  asksInMs: (toldMs: number, asks: number) =>
    toldMs - Math.min(toldMs / 4, 60_000) * (1 + (asks % 3) / 20),
};

test.each([1, 3, 30, 60, 600])(
  '10, 18: a keeper asks for tokens of %i s again and again: it never holds one that could be over on its way',
  async (lifeSeconds) => {
    const { clock, server, ask } = await signedIn(lifeSeconds);
    const lifeMs = lifeSeconds * 1000;
    const reserveMs = Math.min(lifeMs / 10, 2000);
    const born = new Map([['at-1', clock.now()]]);
    /** @returns How long it is told to last. */
    const hold = async (): Promise<number> => {
      const { value } = await ask();
      if (!value) throw new Error('A token.');
      if (!born.has(value.token)) born.set(value.token, clock.now());
      const toldMs = (value.expiresIn ?? 0) * 1000;
      const lastSentMs = clock.now() + keeper.handsOutMs(toldMs);
      expect(lastSentMs).toBeLessThanOrEqual((born.get(value.token) ?? 0) + lifeMs - reserveMs);
      return toldMs;
    };
    for (let asks = 0; asks < 40; asks += 1) {
      const inMs = keeper.asksInMs(await hold(), asks);
      await clock.advance(inMs * 0.9);
      // Another one joins late.
      await hold();
      await clock.advance(inMs * 0.1);
    }
    // It renews with time to spare: each of these asks was one refresh, but the first.
    expect(server.asked).toHaveLength(39);
  },
);

test('14: in the last quarter whoever asks for the token gets the next one, as soon as it is there', async () => {
  const { clock, server, ask } = await signedIn(60);
  await clock.advance(50_000);
  let release = (): void => {};
  server.hold = new Promise((resolve) => (release = resolve));
  const outcome = await ask(900);
  expect(outcome.isOpen).toBe(true);
  release();
  await clock.advance(10);
  expect(outcome.value?.token).toBe('at-2');
});

test('14: a server that is slow keeps nobody waiting for more than a moment while the old one lasts', async () => {
  const { clock, server, ask } = await signedIn(60);
  await clock.advance(50_000);
  server.hold = new Promise(() => {});
  const outcome = await ask(1010);
  expect(outcome.value).toMatchObject({ token: 'at-1' });
  expect(outcome.value?.expiresIn).toBeCloseTo(7, 0);
  expect(server.asked).toHaveLength(1);
});

test('14: a request goes out with the old one at once, and it is renewed beside that', async () => {
  const { clock, server, oauth } = await signedIn(60);
  await clock.advance(50_000);
  let release = (): void => {};
  server.hold = new Promise((resolve) => (release = resolve));
  const answer = await oauth.fetch('https://app.example/api');
  expect(await answer.json()).toEqual({ authorization: 'Bearer at-1' });
  expect(server.asked).toHaveLength(1);
  release();
  await clock.advance(10);
  expect(await (await oauth.fetch('https://app.example/api')).json()).toEqual({
    authorization: 'Bearer at-2',
  });
});

test('57: films whose tokens are refused one after the other take the one that came for the first', async () => {
  const { oauth, server } = await signedIn(600);
  const { token: refused } = await oauth.token();
  const next = [];
  for (let film = 0; film < 6; film += 1)
    next.push((await oauth.token({ fresh: true, refused })).token);
  expect(new Set(next)).toEqual(new Set(['at-2']));
  expect(server.asked).toHaveLength(1);
});

test('control of 57: where nobody says which token was refused, each of them takes another', async () => {
  const { oauth, server } = await signedIn(600);
  await oauth.token();
  for (let film = 0; film < 2; film += 1) await oauth.token({ fresh: true });
  expect(server.asked).toHaveLength(2);
});
