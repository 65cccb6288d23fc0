import type { BrowserContext, Page } from '@playwright/test';
import type { SessionStage } from '../stage/session-stage.ts';
import { expect, test } from '../stage/session-test.ts';
import { startRawChromium } from '../stage/raw-chromium.ts';
import type { RawTab } from '../stage/raw-chromium.ts';

const PAGE = '/session.html';
const ADA = 'signed-in ada';

const who = (page: Page) => page.locator('#who');
const film = (page: Page) => page.locator('#film');

async function open(context: BrowserContext, stage: SessionStage, query = ''): Promise<Page> {
  const page = await context.newPage();
  await page.goto(stage.app + PAGE + query);
  await expect(who(page)).not.toHaveText('pending');
  return page;
}

/** Answers the pages of the authorization server. */
async function answer(page: Page, name = 'Ada Lovelace'): Promise<void> {
  await page.getByText(name).click();
  await page.getByText('Allow', { exact: true }).click();
}

async function signIn(page: Page, name?: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in here' }).click();
  await answer(page, name);
  await expect(who(page)).toContainText('signed-in');
}

const signOut = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Sign out' }).click();

test('45, 46: signs in by redirect and is back where it was; one ask in StrictMode, and nothing that flashes', async ({
  context,
  stage,
}) => {
  const page = await open(context, stage, '?film=7');
  expect(stage.calls).toContain('GET /auth/session');
  await expect(who(page)).toHaveText('signed-out');
  await expect(film(page)).toHaveText('signed-out');
  await signIn(page);
  expect(page.url()).toBe(`${stage.app}${PAGE}?film=7`);
  await expect(film(page)).toHaveText('authorized');
  stage.calls.length = 0;
  await page.reload();
  await expect(who(page)).toHaveText(ADA);
  await expect(film(page)).toHaveText('authorized');
  expect(stage.calls.toSorted()).toEqual(['GET /auth/session', 'POST /api/pass']);
  const shown = await page.evaluate(() => window.tools.shown.join('\n'));
  expect(shown).toContain('Sign out');
  expect(shown).not.toMatch(/signed-out|Sign in/);
});

for (const [how, headers] of [
  ['', {}],
  [' of a page that cuts off its popups (COOP)', { 'Cross-Origin-Opener-Policy': 'same-origin' }],
] as const)
  for (const query of ['', '?own'])
    test(`65: a popup${how} signs in${query && ', ending at a page of its own'}; what waits beside it plays, and the page stays`, async ({
      context,
      stage,
    }) => {
      stage.headers = headers;
      const page = await open(context, stage, query);
      // The viewer is in the popup; Playwright tells each page that it has the focus.
      await page.evaluate(() => Object.assign(document, { hasFocus: () => false }));
      const opened = context.waitForEvent('page');
      await page.getByRole('button', { name: 'Sign in in a window' }).click();
      const popup = await opened;
      const closed = popup.waitForEvent('close');
      await answer(popup);
      await closed;
      await expect(who(page)).toHaveText(ADA);
      await expect(film(page)).toHaveText('authorized');
      expect(page.url()).toBe(stage.app + PAGE + query);
    });

test('65: a popup that the viewer closes is popup_closed, and one that is blocked popup_blocked', async ({
  context,
  stage,
}) => {
  const page = await open(context, stage);
  const button = page.getByRole('button', { name: 'Sign in in a window' });
  const opened = context.waitForEvent('page');
  await button.click();
  const popup = await opened;
  await popup.getByText('Ada Lovelace').waitFor();
  await popup.close();
  await page.bringToFront();
  await expect(page).toHaveTitle('popup_closed');
  await page.evaluate(() => void (window.open = () => null));
  await button.click();
  await expect(page).toHaveTitle('popup_blocked');
  await expect(who(page)).toHaveText('signed-out');
});

test('41, 42, 43: other tabs hear of a sign-out and of the next viewer at once, and the pass of the former goes nowhere', async ({
  context,
  stage,
}) => {
  const [page, other] = [await open(context, stage), await open(context, stage)];
  await signIn(page);
  await expect(who(other)).toHaveText(ADA);
  await expect(film(other)).toHaveText('authorized');
  expect(await other.evaluate(() => window.tools.film())).toBe('Bearer pass-of-ada');
  const told = other.evaluate(
    () =>
      new Promise<void>((resolve) => {
        addEventListener('storage', () => resolve(), { once: true });
      }),
  );
  await page.evaluate(() => void window.tools.signOut());
  await told;
  await expect(film(other)).toHaveText('signed-out');
  await expect(who(other)).toHaveText('signed-out');
  await signIn(page, 'Grace Hopper');
  await expect(who(other)).toHaveText('signed-in grace');
  await expect(film(other)).toHaveText('authorized');
  const before = stage.credentials.length;
  expect(await other.evaluate(() => window.tools.film())).toBe('Bearer pass-of-grace');
  expect(stage.credentials.slice(before)).toEqual(['Bearer pass-of-grace']);
});

test('44, A55: who signs out while the backend is down stays out after a reload, and the backend is told when it is back', async ({
  context,
  stage,
}) => {
  const page = await open(context, stage);
  await signIn(page);
  stage.isDown = true;
  await signOut(page);
  await expect(who(page)).toHaveText('signed-out');
  await page.reload();
  await expect(who(page)).toContainText('signed-out');
  const cookies = await context.cookies(stage.app);
  expect(cookies.map(({ name }) => name)).toContain('playgate-session');
  stage.isDown = false;
  await expect
    .poll(async () => (await context.cookies(stage.app)).map(({ name }) => name))
    .not.toContain('playgate-session');
  await expect
    .poll(() => stage.calls.slice(-2))
    .toEqual(['POST /auth/sign-out', 'GET /auth/session']);
  await expect(who(page)).toHaveText('signed-out');
});

test('A58: a page that is signed in keeps no credential where a script could find it', async ({
  context,
  stage,
}) => {
  const page = await open(context, stage);
  await signIn(page);
  await expect(film(page)).toHaveText('authorized');
  const found = await page.evaluate(async () =>
    [
      JSON.stringify(Object.entries(localStorage)),
      JSON.stringify(Object.entries(sessionStorage)),
      ...[document.cookie, document.documentElement.outerHTML, JSON.stringify(history.state)],
      JSON.stringify((await indexedDB.databases()).map(({ name }) => name)),
      ...performance.getEntries().map(({ name }) => name),
    ].join('\n'),
  );
  const session = (await context.cookies(stage.app)).find(
    ({ name }) => name === 'playgate-session',
  );
  expect(session?.value.length).toBeGreaterThan(20);
  expect(found).not.toContain(session?.value ?? '?');
  expect(found).not.toMatch(/pass-of|Bearer|code=|state=/);
  // Control: the mark is there, and is all that is.
  expect(found).toContain('playgate:session');
});

test('A60: headers that stand in the prototype of all objects go nowhere', async ({
  context,
  stage,
}) => {
  const page = await context.newPage();
  const sent: Record<string, string>[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'fetch') sent.push(request.headers());
  });
  await page.addInitScript(() => {
    for (const name of ['headers', 'authorization', 'Authorization'])
      Object.defineProperty(Object.prototype, name, {
        ...{ configurable: true, writable: true },
        value: name === 'headers' ? { 'X-Evil': 'evil' } : 'Bearer evil',
      });
  });
  await page.goto(stage.app + PAGE);
  await signIn(page);
  await expect(film(page)).toHaveText('authorized');
  expect(await page.evaluate(() => window.tools.film())).toBe('Bearer pass-of-ada');
  expect(sent.length).toBeGreaterThan(2);
  expect(JSON.stringify(sent)).not.toContain('evil');
  // Control: what the page fetches without care takes them along.
  await page.evaluate(() => fetch('/media/film', {}));
  expect(JSON.stringify(sent.at(-1))).toContain('evil');
});

test.describe('in a browser as people have it', () => {
  const run = (tab: RawTab, selector: string): Promise<string> =>
    tab.run((wanted) => {
      const found = document.querySelector<HTMLElement>(wanted);
      found?.click();
      return document.querySelector('#who')?.textContent ?? '';
    }, selector);

  async function rawSignIn(tab: RawTab): Promise<void> {
    await expect.poll(() => run(tab, 'none')).toBe('signed-out');
    await tab.run(() => void window.tools.signIn());
    // Each page of the server has one of these; clicking leads on, back to the application at last.
    await expect.poll(() => run(tab, '[value=ada], [value=yes]')).toBe(ADA);
  }

  test('35, 38, 42: a page in the back/forward cache finds out that the viewer signed out, before it sends anything', async ({
    stage,
  }) => {
    // A page that says no-store is thrown out when the cookie goes, and there would be nothing to find out.
    stage.headers = { 'Cache-Control': 'no-cache' };
    const browser = await startRawChromium();
    try {
      const tab = await browser.open(stage.app + PAGE);
      await rawSignIn(tab);
      const other = await browser.open(stage.app + PAGE);
      await expect.poll(() => run(other, 'none')).toBe(ADA);
      await tab.send('Page.navigate', { url: `${stage.sandbox.addresses.control}/` });
      await expect
        .poll(() => tab.run(() => location.pathname + document.readyState))
        .toBe('/complete');
      await other.run(() => window.tools.signOut());
      const before = stage.calls.length;
      // Later, so that the answer to this is not lost with the page that gives it.
      await tab.run(() => void setTimeout(() => history.back()));
      await expect.poll(() => tab.run(() => window.tools?.wakes.at(-1))).toBe(true);
      expect(await tab.run(() => window.tools.status())).toBe('signed-out');
      expect(stage.calls.slice(before).filter((call) => call.endsWith('/api/pass'))).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  test('42: a tab that was frozen finds out when it is seen again', async ({ stage }) => {
    const browser = await startRawChromium();
    try {
      const tab = await browser.open(stage.app + PAGE);
      await rawSignIn(tab);
      const other = await browser.open(stage.app + PAGE);
      await expect.poll(() => run(other, 'none')).toBe(ADA);
      await tab.send('Page.setWebLifecycleState', { state: 'frozen' });
      await other.run(() => window.tools.signOut());
      await tab.send('Page.setWebLifecycleState', { state: 'active' });
      await tab.front();
      await expect.poll(() => run(tab, 'none')).toBe('signed-out');
    } finally {
      await browser.close();
    }
  });
});
