import type { BrowserContext, Page } from 'playwright';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { answer, hasChromium, launch, signIn, startSite, statusOf, tokenOf } from './site.ts';
import type { Site } from './site.ts';

let site: Site;

const kept = { refreshToken: 'indexeddb' } as const;

describe.skipIf(!hasChromium)('in Chromium', { timeout: 30_000 }, () => {
  beforeAll(async () => {
    site = await startSite();
    return () => site.close();
  }, 60_000);

  beforeEach(async () => {
    await site.sandbox.reset();
    site.options = {};
    site.headers = {};
  });

  test('52, A58, 67, A70: sign-in by redirect leaves a clean address, and no token in any storage', async () => {
    const { page } = await site.open();
    await signIn(page);
    expect(page.url()).toBe(`${site.app}/callback`);
    expect(await statusOf(page)).toBe('signed-in');
    const token = await tokenOf(page);
    const found = await probe(page);
    expect(found).not.toContain(token);
    expect(found).not.toMatch(/refresh|verifier|"code"/);
  });

  test('control of A58: with the refresh token in IndexedDB, the opt-in, the same probe finds it', async () => {
    site.options = kept;
    const { page } = await site.open();
    await signIn(page);
    const found = await probe(page);
    expect(found).toContain('"refresh"');
    expect(found).not.toContain(await tokenOf(page));
  });

  test('T18: 20 tabs at once, a slow server: one refresh counted there, 20 alive', async () => {
    site.options = kept;
    const { context, page } = await site.open();
    await signIn(page);
    await page.close();
    const before = await site.asked();
    await slowTokens(1500);
    const tabs = await open(context, 20);
    const tokens = await Promise.all(tabs.map(tokenOf));
    expect(new Set(tokens).size).toBe(1);
    expect((await site.asked()) - before).toBe(1);
    expect(new Set(await Promise.all(tabs.map(statusOf)))).toEqual(new Set(['signed-in']));
  });

  test('33: without Web Locks and BroadcastChannel all tabs have a token, too', async () => {
    site.options = kept;
    const { context, page } = await site.open();
    await signIn(page);
    await context.addInitScript(() => {
      Reflect.deleteProperty(globalThis, 'BroadcastChannel');
      Object.defineProperty(navigator, 'locks', { value: undefined });
    });
    const tabs = await open(context, 4);
    const tokens = await Promise.all(tabs.map(tokenOf));
    expect(tokens.filter((token) => token.length > 30)).toHaveLength(4);
    expect(new Set(await Promise.all(tabs.map(statusOf)))).toEqual(new Set(['signed-in']));
  });

  test('37: a tab that is closed before its refresh got there: another takes over, nobody is signed out', async () => {
    site.options = kept;
    const { context, page } = await site.open();
    await signIn(page);
    await page.close();
    await site.sandbox.addFault({
      where: { listener: 'authorization', path: '^/token$', method: 'POST' },
      do: { action: 'hang' },
      times: 1,
    });
    const [holder, other] = await open(context, 2);
    if (!holder || !other) throw new Error('Two tabs.');
    void tokenOf(holder).catch(() => {});
    await expect.poll(hits).toBe(1);
    const token = tokenOf(other);
    await holder.close();
    expect((await token).length).toBeGreaterThan(30);
    expect(await statusOf(other)).toBe('signed-in');
  });

  test('42, A55: a sign-out reaches another tab; its storage is empty, and nobody comes back', async () => {
    site.options = kept;
    const { context, page } = await site.open();
    await signIn(page);
    const [other] = await open(context, 1);
    if (!other) throw new Error('A tab.');
    await tokenOf(other);
    expect(await statusOf(other)).toBe('signed-in');
    await page.evaluate(() => window.oauth.signOut());
    await expect.poll(() => statusOf(other)).toBe('signed-out');
    expect(await probe(other)).not.toContain('"refresh"');
    expect(await tokenOf(other)).toBe('signed_out');
  });

  test('35, 38: an idle page goes to the back/forward cache; back from it, it sees that it was signed out', async () => {
    site.options = kept;
    const browser = await launch(['--disable-back-forward-cache']);
    onTestFinished(() => browser.close());
    const { context, page } = await site.open(browser);
    await signIn(page);
    await tokenOf(page);
    const [other] = await open(context, 1);
    // Playwright loses sight of a page that comes out of that cache; its protocol does not.
    const session = await context.newCDPSession(page);
    const run = async (expression: string): Promise<unknown> =>
      (await session.send('Runtime.evaluate', { expression })).result.value;
    await session.send('Page.navigate', { url: `${site.sandbox.addresses.control}/` });
    await expect.poll(() => run('location.pathname + document.readyState')).toBe('/complete');
    await other?.evaluate(() => window.oauth.signOut());
    // Later, so that the answer to this is not lost with the page that gives it.
    await run('setTimeout(() => history.back())');
    await expect.poll(() => run('window.shows?.at(-1)')).toBe(true);
    await expect.poll(() => run('window.oauth.session.get().status')).toBe('signed-out');
  });

  test('38: Back from the server’s page: the sign-in that was left can be begun anew', async () => {
    const { page } = await site.open();
    await page.evaluate(() => window.oauth.signIn.redirect());
    await page.getByText('Ada Lovelace').waitFor();
    await page.goBack();
    await page.waitForURL(`${site.app}/`);
    await signIn(page);
    expect(await statusOf(page)).toBe('signed-in');
  });

  test.each([
    ['', {}],
    [' of a page that cuts off its popups (COOP)', { 'Cross-Origin-Opener-Policy': 'same-origin' }],
  ])('65: a popup%s signs in, and the page stays', async (_how, headers) => {
    site.headers = headers;
    const { context, page } = await site.open();
    // The viewer is in the popup; Playwright tells each page that it has the focus.
    await page.evaluate(() => Object.assign(document, { hasFocus: () => false }));
    const opened = context.waitForEvent('page');
    await page.click('#popup');
    const popup = await opened;
    const closed = popup.waitForEvent('close');
    await answer(popup);
    await closed;
    await expect.poll(() => statusOf(page)).toBe('signed-in');
    expect(page.url()).toBe(`${site.app}/`);
  });

  test('65: a popup that the viewer closes is popup_closed', async () => {
    const { context, page } = await site.open();
    const opened = context.waitForEvent('page');
    await page.click('#popup');
    const popup = await opened;
    await popup.getByText('Ada Lovelace').waitFor();
    await popup.close();
    await page.bringToFront();
    expect(await page.evaluate(() => Reflect.get(window, 'popup'))).toBe('popup_closed');
  });

  test('62, A77: the DPoP key survives a reload, cannot be exported, and its proofs hold', async () => {
    site.options = { ...kept, dpop: true };
    await site.sandbox.tell('authorization', 'setPolicy', { dpopNonce: true });
    const { page } = await site.open();
    await signIn(page);
    await page.reload();
    const userinfo = `${site.sandbox.addresses.authorization}/userinfo`;
    const status = await page.evaluate(
      async (url) => (await window.oauth.fetch(url)).status,
      userinfo,
    );
    expect(status).toBe(200);
    expect(
      await page.evaluate(() => window.events.filter(({ type }) => type === 'not_stored')),
    ).toEqual([]);
    expect(await probe(page)).toContain('"extractable":false');
    await site.sandbox.tell('authorization', 'setPolicy', { dpopNonce: false });
  });
});

const slowTokens = (ms: number) =>
  site.sandbox.addFault({
    where: { listener: 'authorization', path: '^/token$', method: 'POST' },
    do: { action: 'delay', ms },
  });

const open = (context: BrowserContext, count: number): Promise<readonly Page[]> =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const page = await context.newPage();
      await page.goto(site.app);
      return page;
    }),
  );

/** How many requests the fault has befallen. */
const hits = async (): Promise<number | undefined> => (await site.sandbox.faults())[0]?.hits;

/** What a script that was injected into the page could read without asking for it. */
const probe = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('playgate-oauth', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('values');
      opening.onsuccess = () => resolve(opening.result);
    });
    const stored = await new Promise<unknown[]>((resolve) => {
      const reading = database.transaction('values').objectStore('values').getAll();
      reading.onsuccess = () => resolve(reading.result);
    });
    database.close();
    const shown = stored.map((value) =>
      Object.fromEntries(
        Object.entries(Object(value)).map(([name, member]) => [
          name,
          member instanceof CryptoKey
            ? { type: member.type, extractable: member.extractable }
            : member,
        ]),
      ),
    );
    const own = Object.entries(window.oauth).filter(([, member]) => typeof member !== 'function');
    return [
      JSON.stringify(Object.entries(localStorage)),
      JSON.stringify(Object.entries(sessionStorage)),
      document.cookie,
      JSON.stringify(shown),
      JSON.stringify(own),
      JSON.stringify(window.oauth.session.get()),
      ...performance.getEntries().map(({ name }) => name),
    ].join('\n');
  });
