import type { BrowserContext, Page, Route } from 'playwright';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { probe } from './probe.ts';
import { rawBrowser } from './raw-browser.ts';
import type { RawTab } from './raw-browser.ts';
import { hasChromium, launch, signIn, startSite, statusOf, tokenOf } from './site.ts';
import type { Site } from './site.ts';

let site: Site;

describe.skipIf(!hasChromium)('tabs in Chromium', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    site = await startSite();
    return () => site.close();
  }, 60_000);

  beforeEach(async () => {
    await site.sandbox.reset();
    await site.sandbox.tell('authorization', 'setPolicy', { accessTokenSeconds: 600 });
    site.options = { refreshTokenStorage: 'indexeddb' };
  });

  test('33, 36, 57, T18: 20 tabs at once, a server that is slower than anybody waits for the lock: one refresh counted there, 20 alive', async () => {
    const { context, page } = await site.open();
    await signIn(page);
    await page.close();
    await site.sandbox.addFault({ where: TOKEN, do: { action: 'delay', ms: 1500 } });
    const tabs = await site.tabs(context, 20);
    const answer = await held(context);
    const asked = Promise.all(tabs.map(tokenOf));
    await answer.isThere;
    // One has the lock, all others wait.
    await expect.poll(() => lockedOf(tabs)).toEqual([1, 19]);
    answer.release();
    const tokens = await asked;
    // Errors are told from tokens by their length.
    expect(tokens.filter((token) => token.length < 30)).toEqual([]);
    expect(new Set(tokens).size).toBe(1);
    expect(await site.answers('/token')).toEqual([200, 200]);
    expect(await all(tabs, statusOf)).toEqual(Array(20).fill('signed-in'));
    const happened = await all(tabs, eventsOf);
    expect(happened.flat().toSorted()).toEqual([...Array(19).fill('adopted'), 'refreshed']);
  });

  test('33, 57: without Web Locks and BroadcastChannel 20 tabs, whose clocks differ a little, renew 60 s tokens in turn: nobody is refused, or signs in anew', async () => {
    await site.sandbox.tell('authorization', 'setPolicy', { accessTokenSeconds: 60 });
    const { context, page } = await site.open();
    await signIn(page);
    await page.close();
    await context.addInitScript(() => {
      Reflect.deleteProperty(globalThis, 'BroadcastChannel');
      Object.defineProperty(navigator, 'locks', { value: undefined });
    });
    await context.clock.install();
    const tabs = await site.tabs(context, 20);
    for (const offsetMs of [0, 60_000]) {
      await site.sandbox.setClock(offsetMs);
      await context.clock.fastForward(offsetMs);
      const tokens = await Promise.all(tabs.map(tokenOf));
      expect(tokens.filter((token) => token.length > 30)).toHaveLength(20);
      expect(new Set(tokens).size).toBe(20);
    }
    expect(await all(tabs, statusOf)).toEqual(Array(20).fill('signed-in'));
    expect(await site.answers('/token')).toEqual(Array(1 + 2 * 20).fill(200));
  });

  test('37: a tab that is closed before its refresh got there: another takes over, nobody is signed out', async () => {
    const { context, page } = await site.open();
    await signIn(page);
    await page.close();
    await site.sandbox.addFault({ where: TOKEN, do: { action: 'hang' }, times: 1 });
    const [holder, other] = await two(site.tabs(context, 2));
    void tokenOf(holder).catch(() => {});
    await expect.poll(async () => (await site.sandbox.faults())[0]?.hits).toBe(1);
    const token = tokenOf(other);
    await holder.close();
    expect((await token).length).toBeGreaterThan(30);
    expect(await statusOf(other)).toBe('signed-in');
  });

  test('37, 59: a tab that is killed when the server had rotated, and before it knew: all are told, and one new sign-in is enough for all', async () => {
    const { context, page } = await site.open();
    await signIn(page);
    await page.close();
    const [holder, ...others] = await site.tabs(context, 4);
    if (!holder) throw new Error('A tab.');
    const answer = await held(holder);
    void tokenOf(holder).catch(() => {});
    await answer.isThere;
    const tokens = others.map(tokenOf);
    await kill(holder);
    expect(await Promise.all(tokens)).toEqual(Array(3).fill('session_lost'));
    expect(await all(others, whyOf)).toEqual(Array(3).fill('session_lost'));
    // The one that was killed, and the one that took over.
    expect(await site.answers('/token')).toEqual([200, 200, 400]);
    const [first, ...rest] = others;
    if (!first) throw new Error('A tab.');
    await first.evaluate(() => window.oauth.signIn.redirect());
    // The server ended its grant, too.
    await first.getByText('Allow', { exact: true }).click();
    await first.waitForURL('**/callback');
    for (const tab of rest) await expect.poll(() => statusOf(tab)).toBe('signed-in');
    expect(new Set(await all(others, tokenOf)).size).toBe(1);
    expect(await site.answers('/token')).toEqual([200, 200, 400, 200]);
  });

  test.each([
    ['this tab', 0],
    ['another tab', 1],
  ])(
    '40, A55, T21: a refresh that lands after a sign-out in %s leaves nothing behind, here or at the server',
    async (_where, at) => {
      const { context, page } = await site.open();
      await signIn(page);
      await page.close();
      const tabs = await two(site.tabs(context, 2));
      const [holder] = tabs;
      const answer = await held(holder);
      const token = tokenOf(holder);
      await answer.isThere;
      await tabs[at]?.evaluate(() => window.oauth.signOut());
      expect(await token).toBe('signed_out');
      for (const tab of tabs) await expect.poll(() => statusOf(tab)).toBe('signed-out');
      answer.release();
      // The refresh token that came too late is ended, beside the one of the sign-out.
      await expect.poll(() => site.answers('/revoke')).toEqual([200, 200]);
      expect(await all(tabs, tokenOf)).toEqual(Array(2).fill('signed_out'));
      expect(await all(tabs, statusOf)).toEqual(Array(2).fill('signed-out'));
      expect(await probe(holder)).not.toContain('"refresh"');
      expect(await all(tabs, eventsOf)).toEqual([[], []]);
    },
  );

  test('41: somebody else signs in while a tab refreshes: it never uses what comes for the viewer before', async () => {
    const { context, page } = await site.open();
    await signIn(page);
    const [holder] = await site.tabs(context, 1);
    if (!holder) throw new Error('A tab.');
    await tokenOf(holder);
    const answer = await held(holder);
    const first = holder.evaluate(() => window.oauth.token({ fresh: true }).catch((e) => e.code));
    await answer.isThere;
    await page.evaluate(() => window.oauth.signOut());
    expect(await first).toBe('signed_out');
    await page.evaluate(() => window.oauth.signIn.redirect({ prompt: 'login' }));
    await page.getByText('Grace Hopper').click();
    await page.getByText('Allow', { exact: true }).click();
    await page.waitForURL('**/callback');
    await expect.poll(() => statusOf(page)).toBe('signed-in');
    answer.release();
    await expect.poll(() => statusOf(holder)).toBe('signed-in');
    const subjects = await all([page, holder], (tab) =>
      tab.evaluate(async (url) => {
        const session = window.oauth.session.get();
        const { sub } = await (await window.oauth.fetch(url)).json();
        return ['subject' in session && session.subject, sub];
      }, `${site.sandbox.addresses.authorization}/userinfo`),
    );
    expect(subjects).toEqual(Array(2).fill(['grace', 'grace']));
  });

  test('42, A55: a sign-out reaches another tab; its storage is empty, and nobody comes back', async () => {
    const { context, page } = await site.open();
    await signIn(page);
    const [other] = await site.tabs(context, 1);
    if (!other) throw new Error('A tab.');
    await tokenOf(other);
    expect(await statusOf(other)).toBe('signed-in');
    // Control: there was something to clear.
    expect(await probe(other)).toContain('"refresh"');
    await page.evaluate(() => window.oauth.signOut());
    await expect.poll(() => statusOf(other)).toBe('signed-out');
    expect(await probe(other)).not.toContain('"refresh"');
    expect(await tokenOf(other)).toBe('signed_out');
  });

  test.each([
    ['35, 38, 68: an idle page holds no lock and goes to the back/forward cache', false],
    ['control of 35: one with a channel of its own is thrown out by a message', true],
  ])('%s; back, it sees that it was signed out', async (_what, hasOwnChannel) => {
    const browser = await launch(['--disable-back-forward-cache']);
    onTestFinished(() => browser.close());
    const { context, page } = await site.open(browser);
    await signIn(page);
    await tokenOf(page);
    const locks = await page.evaluate(() => navigator.locks.query());
    expect(locks).toEqual({ held: [], pending: [] });
    if (hasOwnChannel) await page.evaluate(OWN_CHANNEL);
    const [other] = await site.tabs(context, 1);
    const run = await away(page);
    await other?.evaluate(() => window.oauth.signOut());
    await other?.evaluate(`${OWN_CHANNEL}.postMessage(1)`);
    // Later, so that the answer to this is not lost with the page that gives it.
    await run('setTimeout(() => history.back())');
    await expect.poll(() => run('window.shows?.at(-1)')).toBe(!hasOwnChannel);
    await expect.poll(() => run('window.oauth.session.get().status')).toBe('signed-out');
  });

  test('34, T20: a tab that is frozen while it refreshes holds its lock, and keeps no other waiting beyond its lease', async () => {
    site.options = { refreshTokenStorage: 'indexeddb', timeoutMs: 1000 };
    const browser = await rawBrowser();
    onTestFinished(() => browser.close());
    const holder = await browser.open(site.app);
    await signInRaw(holder);
    await holder.run('location.href = "/"');
    await loaded(holder);
    // It is in front from now on: only what is hidden can be frozen.
    const other = await browser.open(site.app);
    await loaded(other);
    const { id } = await site.sandbox.addFault({ where: TOKEN, do: { action: 'hang' } });
    await holder.run('void window.oauth.token().finally(() => { window.isOver = true })');
    await expect.poll(async () => (await site.sandbox.faults())[0]?.hits).toBe(1);
    await holder.freeze();
    await site.sandbox.removeFault(id);
    const token = await other.run('window.oauth.token().then((t) => t.token, (e) => e.code)');
    expect(String(token).length).toBeGreaterThan(30);
    expect(await other.run('navigator.locks.query().then(({ held }) => held.length)')).toBe(1);
    // It is really frozen: else it would have given its request up long before.
    expect(await holder.run('window.isOver')).toBeUndefined();
  });
});

const OWN_CHANNEL = `(window.own = new BroadcastChannel('own'))`;

const TOKEN = { listener: 'authorization', path: '^/token$', method: 'POST' } as const;

const all = <T>(tabs: readonly Page[], what: (tab: Page) => Promise<T>): Promise<T[]> =>
  Promise.all(tabs.map(what));

async function two(opened: Promise<readonly Page[]>): Promise<readonly [Page, Page]> {
  const [one, other] = await opened;
  if (!one || !other) throw new Error('Two tabs.');
  return [one, other];
}

const eventsOf = (tab: Page): Promise<string[]> =>
  tab.evaluate(() => window.events.map(({ type }) => type));

/** Why nobody is signed in. */
const whyOf = (tab: Page): Promise<string | undefined> =>
  tab.evaluate(() => {
    const session = window.oauth.session.get();
    return session.status === 'signed-out' ? session.error?.code : session.status;
  });

/** How many tabs have a lock, and how many wait for one. */
const lockedOf = ([tab]: readonly Page[]): Promise<readonly number[]> | undefined =>
  tab?.evaluate(async () => {
    const { held, pending } = await navigator.locks.query();
    return [held?.length ?? 0, pending?.length ?? 0];
  });

/** Keeps from a tab what the token endpoint has answered already, until it is released. */
async function held(
  tab: Page | BrowserContext,
): Promise<{ readonly isThere: Promise<void>; release(): void }> {
  let release = (): void => {};
  let arrived = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const isThere = new Promise<void>((resolve) => (arrived = resolve));
  const hold = async (route: Route): Promise<void> => {
    const response = await route.fetch();
    arrived();
    await released;
    await route.fulfill({ response });
  };
  await tab.route('**/token', hold, { times: 1 });
  onTestFinished(() => release());
  return { isThere, release: () => release() };
}

/** Ends the process of a tab. */
async function kill(tab: Page): Promise<void> {
  const session = await tab.context().newCDPSession(tab);
  const crashed = tab.waitForEvent('crash');
  void session.send('Page.crash').catch(() => {});
  await crashed;
}

/** Looks at a page by the browser's protocol: Playwright loses sight of what comes out of the back/forward cache. */
type Run = (expression: string) => Promise<unknown>;

/** Leads a page to another site. */
async function away(page: Page): Promise<Run> {
  const session = await page.context().newCDPSession(page);
  const run: Run = async (expression) =>
    (await session.send('Runtime.evaluate', { expression })).result.value;
  await session.send('Page.navigate', { url: `${site.sandbox.addresses.control}/` });
  await expect.poll(() => run('location.pathname + document.readyState')).toBe('/complete');
  return run;
}

const loaded = (tab: RawTab): Promise<void> =>
  expect.poll(() => tab.run('typeof window.oauth')).toBe('object');

async function signInRaw(tab: RawTab): Promise<void> {
  const click = (selector: string) =>
    expect
      .poll(() => tab.run(`document.querySelector('${selector}')?.click() ?? document.title`))
      .toBe('App');
  await loaded(tab);
  await tab.run('window.oauth.signIn.redirect()');
  // Each page has one of these; clicking leads on, back to the application at last.
  await click('[value=ada], [value=yes]');
  await loaded(tab);
  await expect.poll(() => tab.run('window.oauth.session.get().status')).toBe('signed-in');
}
