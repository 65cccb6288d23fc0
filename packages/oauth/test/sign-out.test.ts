import { describe, expect, test } from 'vitest';
import type { OAuthOptions } from '../src/index.ts';
import { FakeBrowser } from './support/fake-browser.ts';
import { FakeClock, settle, until } from './support/fake-clock.ts';
import { outcomeOf } from './support/outcome.ts';
import { ScriptedServer } from './support/scripted-server.ts';
import { scriptedTab, signedInBefore, signInAt } from './support/scripted-tab.ts';

function start(more: Partial<OAuthOptions> = {}) {
  const clock = new FakeClock();
  const browser = new FakeBrowser(clock);
  const server = new ScriptedServer();
  const tab = () => scriptedTab(browser, server, more);
  return { clock, browser, server, tab };
}

/** Holds what the server answers. */
function held(server: ScriptedServer): () => void {
  let release = (): void => {};
  server.hold = new Promise((resolve) => {
    release = resolve;
  });
  return () => release();
}

const kept = { refreshTokenStorage: 'indexeddb' } as const;

describe.each([
  ['in memory', {}],
  ['in IndexedDB', kept],
])('a session whose refresh token is %s', (_where, more: Partial<OAuthOptions>) => {
  test('40, A55, T21: a refresh that lands after the sign-out leaves nothing behind, and its token is ended', async () => {
    const { clock, browser, server, tab } = start(more);
    const one = tab();
    await signInAt(one);
    await clock.advance(59_000);
    const release = held(server);
    const asked = outcomeOf(one.oauth.token());
    await clock.advance(500);
    const seen: string[] = [];
    one.oauth.session.subscribe(() => seen.push(one.oauth.session.get().status));
    const signingOut = one.oauth.signOut();
    // In this tab before it returns; who waits knows at once.
    expect(one.oauth.session.get()).toEqual({ status: 'signed-out' });
    await clock.advance(100);
    expect(asked.code).toBe('signed_out');
    await signingOut;
    release();
    await clock.advance(1000);
    expect(new Set(seen)).toEqual(new Set(['signed-out']));
    expect(await outcomeAfter(clock, one.oauth.token())).toBe('signed_out');
    expect(server.revoked).toContain('rt-2');
    expect(JSON.stringify([...browser.database.values])).not.toMatch(/rt-|at-/);
    expect(JSON.stringify([...browser.local.values])).not.toMatch(/rt-|at-/);
  });

  test('40: where the server does not rotate, the access token that lands after the sign-out is ended', async () => {
    const { clock, server, tab } = start(more);
    const one = tab();
    await signInAt(one);
    await clock.advance(59_000);
    let release = (): void => {};
    const late = Response.json({ access_token: 'late', token_type: 'Bearer', expires_in: 60 });
    server.answers.push(() => new Promise((resolve) => (release = () => resolve(late))));
    const asked = outcomeOf(one.oauth.token());
    await until(() => server.asked.length === 2);
    const signingOut = one.oauth.signOut();
    await clock.advance(500);
    await signingOut;
    release();
    await clock.advance(1000);
    expect(asked.code).toBe('signed_out');
    expect(server.revoked).toEqual(['rt-1', 'late']);
  });

  test('40, 42: the same when the sign-out is another tab’s', async () => {
    const { clock, server, tab } = start(more);
    const [one, two] = [tab(), tab()];
    await signInAt(one);
    await clock.advance(59_000);
    const release = held(server);
    const asked = outcomeOf(one.oauth.token());
    await clock.advance(500);
    const signingOut = two.oauth.signOut();
    await clock.advance(1000);
    await signingOut;
    expect(asked.code).toBe('signed_out');
    release();
    await clock.advance(1000);
    expect(one.oauth.session.get()).toEqual({ status: 'signed-out' });
    expect(await outcomeAfter(clock, one.oauth.token())).toBe('signed_out');
  });

  test.each([
    ['at once, by the channel', { marks: undefined }],
    ['at once, by the mark', { openChannel: undefined }],
  ])('42, A55: a sign-out reaches another tab %s', async (_how, environment) => {
    const { clock, tab } = start({ ...more, environment });
    const [one, two] = [tab(), tab()];
    await signInAt(one);
    await signInAt(two);
    await clock.advance(1000);
    expect(two.oauth.session.get().status).toBe('signed-in');
    void one.oauth.signOut();
    await clock.advance(1000);
    expect(two.oauth.session.get()).toEqual({ status: 'signed-out' });
  });

  test('42: a tab that was frozen finds the mark when it wakes, before it uses anything', async () => {
    const { clock, tab } = start(more);
    const [one, two] = [tab(), tab()];
    await signInAt(one);
    await signInAt(two);
    await clock.advance(1000);
    two.tab.freeze();
    void one.oauth.signOut();
    await clock.advance(1000);
    expect(two.oauth.session.get().status).toBe('signed-in');
    two.tab.thaw();
    expect(await outcomeAfter(clock, two.oauth.token())).toBe('signed_out');
  });

  test('38, 68: Back after a sign-out, out of the back/forward cache, shows that nobody is signed in', async () => {
    const { clock, tab } = start({ ...more, environment: { openChannel: undefined } });
    const [one, two] = [tab(), tab()];
    await signInAt(one);
    await signInAt(two);
    two.tab.freeze();
    void one.oauth.signOut();
    await clock.advance(1000);
    two.tab.thaw();
    two.tab.events.dispatchEvent(new Event('pageshow'));
    await clock.advance(1000);
    expect(two.oauth.session.get()).toEqual({ status: 'signed-out' });
  });

  test('42: a later sign-in is not ended by an earlier sign-out', async () => {
    const { clock, tab } = start(more);
    const [one, two] = [tab(), tab()];
    await signInAt(one);
    two.tab.freeze();
    const signingOut = one.oauth.signOut();
    await clock.advance(100);
    await signingOut;
    await signInAt(one);
    two.tab.thaw();
    await clock.advance(1000);
    expect(one.oauth.session.get().status).toBe('signed-in');
    expect(await outcomeAfter(clock, one.oauth.token())).toBe('ok');
  });

  test('41: a callback that lands after a sign-out in another tab signs nobody in', async () => {
    const { clock, server, tab } = start(more);
    const [one, two] = [tab(), tab()];
    const release = held(server);
    const signingIn = outcomeOf(signInAt(one));
    await until(() => server.asked.length === 1);
    const signingOut = two.oauth.signOut();
    await clock.advance(500);
    await signingOut;
    release();
    await clock.advance(1000);
    expect(signingIn.code).toBe('signed_out');
    expect(one.oauth.session.get().status).toBe('signed-out');
    expect(server.revoked).toEqual(['rt-1']);
  });

  test('44: a server that cannot be reached keeps nobody signed in', async () => {
    const { clock, server, tab } = start(more);
    server.revocation = 'down';
    const one = tab();
    await signInAt(one);
    const signingOut = one.oauth.signOut();
    await clock.advance(1000);
    await signingOut;
    expect(one.oauth.session.get()).toEqual({ status: 'signed-out' });
    expect(one.events).toContainEqual({ type: 'revocation-failed', code: 'network' });
  });
});

test('44: a revocation goes on when the page is left; a request that could be repeated does not', async () => {
  const { clock, browser, server } = start();
  const kept: (readonly [string, boolean])[] = [];
  const one = scriptedTab(browser, server, {
    environment: {
      fetch: (input, init) => {
        const { pathname } = new URL(input instanceof Request ? input.url : input);
        kept.push([pathname, init?.keepalive === true]);
        return server.fetch(input, init);
      },
    },
  });
  await signInAt(one);
  const signingOut = one.oauth.signOut();
  await clock.advance(100);
  await signingOut;
  expect(kept).toContainEqual(['/revoke', true]);
  expect(kept).toContainEqual(['/token', false]);
});

test('44: a revocation that never answers is given up after five seconds', async () => {
  const { clock, server, tab } = start();
  server.revocation = 'silent';
  const one = tab();
  await signInAt(one);
  const signingOut = outcomeOf(one.oauth.signOut());
  await clock.advance(4000);
  expect(signingOut.isOpen).toBe(true);
  await clock.advance(1500);
  expect(signingOut.isOpen).toBe(false);
  expect(one.events).toContainEqual({ type: 'revocation-failed', code: 'timeout' });
});

test('43: whoever uses fetch sends no old token any more', async () => {
  const { clock, tab } = start({ urls: ['https://api.example'] });
  const one = tab();
  await signInAt(one);
  const before = await one.oauth.fetch('https://api.example/me');
  expect(await before.json()).toEqual({ authorization: 'Bearer at-1' });
  const signingOut = one.oauth.signOut();
  const after = one.oauth.fetch('https://api.example/me');
  await clock.advance(100);
  await signingOut;
  expect(await (await after).json()).toEqual({ authorization: null });
});

test('control of 42: without mark and channel a tab whose session is its own hears nothing', async () => {
  const { clock, tab } = start({ environment: { marks: undefined, openChannel: undefined } });
  const [one, two] = [tab(), tab()];
  await signInAt(one);
  await signInAt(two);
  void one.oauth.signOut();
  await clock.advance(1000);
  expect(two.oauth.session.get().status).toBe('signed-in');
});

test('42, 67: a sign-in that localStorage keeps, because sessionStorage is denied, is no mark: nobody is signed out by it', async () => {
  const { clock, tab } = start({ environment: { transactions: undefined } });
  const [one, two] = [tab(), tab()];
  await signInAt(one);
  await two.oauth.signIn.redirect();
  await clock.advance(1000);
  expect(one.oauth.session.get().status).toBe('signed-in');
  await signInAt(one);
  const state = new URL(two.tab.wentTo ?? '').searchParams.get('state') ?? '';
  two.tab.href = `https://app.example/callback?code=c&state=${state}`;
  expect(await two.oauth.callback()).toMatchObject({ status: 'signed-in' });
});

test('39: dispose removes listeners and timers, and later calls are refused', async () => {
  const { clock, browser, server } = start();
  await signedInBefore(browser, server);
  const one = scriptedTab(browser, server, kept);
  const token = one.oauth.token();
  await clock.advance(1000);
  await token;
  const heard: string[] = [];
  one.oauth.session.subscribe(() => heard.push('told'));
  one.oauth.dispose();
  one.oauth.dispose();
  expect(one.tab.channels.size).toBe(0);
  one.tab.events.dispatchEvent(new Event('pageshow'));
  await settle();
  expect(heard).toEqual([]);
  expect(clock.timers).toBe(0);
  for (const call of [one.oauth.token(), one.oauth.signIn.redirect()])
    await expect(call).rejects.toMatchObject({ code: 'disposed' });
});

test('46: the session is the same reference until it changes', async () => {
  const { clock, tab } = start();
  const one = tab();
  await signInAt(one);
  const before = one.oauth.session.get();
  await clock.advance(59_000);
  const token = one.oauth.token();
  await clock.advance(100);
  await token;
  expect(one.oauth.session.get()).toBe(before);
});

async function outcomeAfter(clock: FakeClock, promise: Promise<unknown>): Promise<string> {
  const outcome = outcomeOf(promise);
  await clock.advance(2000);
  return outcome.isOpen ? 'waiting' : (outcome.code ?? 'ok');
}
