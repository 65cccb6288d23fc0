import type { Page } from 'playwright';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { probe } from './probe.ts';
import { answer, hasChromium, launch, signIn, startSite, statusOf, tokenOf } from './site.ts';
import type { Site } from './site.ts';

let site: Site;

const kept = { refreshTokenStorage: 'indexeddb' } as const;

describe.skipIf(!hasChromium)('in Chromium', { timeout: 30_000 }, () => {
  beforeAll(async () => {
    site = await startSite();
    return () => site.close();
  }, 60_000);

  beforeEach(async () => {
    await site.sandbox.reset();
    await site.sandbox.tell('authorization', 'setPolicy', { dpop: 'optional', dpopNonce: false });
    site.options = {};
    site.headers = {};
  });

  test('52, A54, A58, 67, A70: sign-in by redirect leaves a clean address, and no token, code or verifier where a script could find it', async () => {
    const { page } = await site.open();
    const secrets = await secretsOf(page);
    await signIn(page);
    expect(page.url()).toBe(`${site.app}/callback`);
    expect(await statusOf(page)).toBe('signed-in');
    const { refresh, access, code, verifier, said } = secrets;
    expect(access).toBe(await tokenOf(page));
    const found = [await probe(page), page.url(), ...said].join('\n');
    for (const secret of [refresh, access, code, verifier]) {
      expect(secret.length).toBeGreaterThan(30);
      expect(found).not.toContain(secret);
    }
  });

  test('control of A58: with the refresh token in IndexedDB, the opt-in, the same probe finds it, and only it', async () => {
    site.options = kept;
    const { page } = await site.open();
    const secrets = await secretsOf(page);
    await signIn(page);
    const { refresh, access, code, verifier } = secrets;
    const found = await probe(page);
    expect(found).toContain(refresh);
    for (const secret of [access, code, verifier]) expect(found).not.toContain(secret);
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
    ['opens no database (private windows)', 'open'],
    ['has no room', 'put'],
    ['has the database of a later version', 'later'],
  ])(
    '58, T24: where the browser %s, the session lives in its page, and that is told',
    async (_how, what) => {
      site.options = { ...kept, dpop: true };
      const { context, page } = await site.open();
      if (what === 'later') await page.evaluate(LATER_DATABASE);
      else await context.addInitScript(REFUSALS[what] ?? '');
      await page.reload();
      await signIn(page);
      expect((await notStored(page)).toSorted()).toEqual(['dpop_key', 'refresh_token']);
      await site.sandbox.expireCredentials({ vendor: 'stapi' });
      expect(await userinfoOf(page)).toBe(200);
      const [other] = await site.tabs(context, 1);
      expect(other && (await tokenOf(other))).toBe('signed_out');
    },
  );

  test('T24: a browser that clears its storage is not kept from it, and leaves nobody half signed in', async () => {
    site.options = kept;
    const { page } = await site.open();
    await signIn(page);
    const happened = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const deleting = indexedDB.deleteDatabase('playgate-oauth');
          deleting.onblocked = () => resolve('blocked');
          deleting.onsuccess = () => resolve('deleted');
        }),
    );
    expect(happened).toBe('deleted');
    const again = await page.evaluate(() =>
      window.oauth
        .token({ fresh: true })
        .then(() => window.oauth.token({ fresh: true }).catch((error) => error.code)),
    );
    expect(again).toBe('signed_out');
    expect(await statusOf(page)).toBe('signed-out');
  });

  test('67, T24: where sessionStorage is denied, localStorage keeps the sign-in that is under way, and nothing of it afterwards', async () => {
    const { context, page } = await site.open();
    await context.addInitScript(() => {
      Object.defineProperty(window, 'sessionStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await page.reload();
    await signIn(page);
    expect(await statusOf(page)).toBe('signed-in');
    const left = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
    expect(left).toContain('returnTo');
    expect(left).not.toMatch(/verifier|nonce/);
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

  test('65: one that the browser blocks, because nobody clicked, is popup_blocked; a redirect is left, and a click', async () => {
    const browser = await launch(['--disable-popup-blocking']);
    onTestFinished(() => browser.close());
    const { context, page } = await site.open(browser);
    const session = await context.newCDPSession(page);
    const { result } = await session.send('Runtime.evaluate', {
      expression: 'window.oauth.signIn.popup().catch((error) => error.code)',
      ...{ awaitPromise: true, userGesture: false },
    });
    expect(result.value).toBe('popup_blocked');
    const opened = context.waitForEvent('page');
    await page.click('#popup');
    await (await opened).close();
    await signIn(page);
    expect(await statusOf(page)).toBe('signed-in');
  });

  test('A71: what other windows, sites and frames post to a page that waits for its popup is ignored', async () => {
    const { context, page, popup } = await waiting();
    const state = await page.evaluate(() =>
      Object.keys(JSON.parse(Object.values(sessionStorage).join(''))).join(''),
    );
    const forged = { kind: 'callback', url: `${site.app}/callback?code=forged&state=${state}` };
    // The right window, on a wrong origin: the server's page.
    await popup.evaluate((message) => window.opener.postMessage(message, '*'), forged);
    // A wrong window, on the right origin.
    const opened = context.waitForEvent('page');
    await page.evaluate(() => void window.open('/'));
    const other = await opened;
    await other.waitForURL(`${site.app}/`);
    await other.evaluate((message) => window.opener.postMessage(message, '*'), forged);
    // A frame of another site. What its empty page posts before is gone with it.
    await page.evaluate((src) => {
      const frame = Object.assign(document.createElement('iframe'), { src });
      return new Promise((resolve) => {
        frame.addEventListener('load', resolve);
        document.body.append(frame);
      }).then(() => {});
    }, `${site.sandbox.addresses.control}/`);
    await page.frames()[1]?.evaluate((message) => window.parent.postMessage(message, '*'), forged);
    // Control: all of them got there.
    await expect.poll(() => heardBy(page)).toHaveLength(3);
    expect(await site.answers('/token')).toEqual([]);
    // The same from the right window, on the right origin, counts.
    await answer(popup);
    await expect.poll(() => statusOf(page)).toBe('signed-in');
    expect(await heardBy(page)).toHaveLength(4);
  });

  test('A71: what the popup came back with is told to no page of another origin that took the place of the one that opened it', async () => {
    const { page, popup } = await waiting();
    const elsewhere = `${site.sandbox.addresses.control}/`;
    await page.evaluate((url) => location.assign(url), elsewhere);
    await page.waitForURL(elsewhere);
    await page.evaluate(LISTEN);
    // Control: it would hear of it.
    await popup.evaluate(() => window.opener.postMessage('to anybody', '*'));
    await expect.poll(() => heardBy(page)).toEqual(['to anybody']);
    const closed = popup.waitForEvent('close');
    await answer(popup);
    await closed;
    expect(await heardBy(page)).toEqual(['to anybody']);
    expect(await site.answers('/token')).toEqual([]);
  });

  test('A51: a redirect to another origin ends the request that carries the token', async () => {
    const { page } = await site.open();
    await signIn(page);
    const url = `${site.sandbox.addresses.stapi}/v1/videos`;
    const to = `${site.sandbox.addresses.foreign}/stolen`;
    await site.sandbox.addFault({ where: { listener: 'stapi' }, do: { action: 'redirect', to } });
    const arrived = async (): Promise<number> =>
      (await site.sandbox.journal()).entries.filter(({ path }) => path === '/stolen').length;
    const withToken = page.evaluate((at) => window.oauth.fetch(at), url);
    await expect(withToken).rejects.toThrow('Failed to fetch');
    expect(await arrived()).toBe(0);
    // Control: a browser follows.
    await page.evaluate((at) => window.fetch(at).then(() => {}), url);
    expect(await arrived()).toBe(1);
  });

  test('62, A77: the DPoP key survives a reload, cannot be exported, and its proofs hold', async () => {
    site.options = { ...kept, dpop: true };
    await site.sandbox.tell('authorization', 'setPolicy', { dpopNonce: true });
    const { page } = await site.open();
    await signIn(page);
    await page.reload();
    expect(await userinfoOf(page)).toBe(200);
    expect(await notStored(page)).toEqual([]);
    expect(await probe(page)).toContain('"extractable":false');
  });

  test.each([-3_600_000, 3_600_000])(
    '62: a clock that is wrong by %d ms harms no sign-in, proof or refresh',
    async (wrongMs) => {
      site.options = { dpop: true };
      await site.sandbox.tell('authorization', 'setPolicy', { dpop: 'required', dpopNonce: true });
      const { context, page } = await site.open();
      await context.clock.install({ time: Date.now() + wrongMs });
      await page.reload();
      await signIn(page);
      const ahead = await page.evaluate((now) => Math.abs(Date.now() - now), Date.now());
      expect(ahead).toBeGreaterThan(3_500_000);
      expect(await userinfoOf(page)).toBe(200);
      await site.sandbox.expireCredentials({ vendor: 'stapi' });
      expect(await userinfoOf(page)).toBe(200);
    },
  );
});

const REFUSALS: Readonly<Record<string, string>> = {
  open: `IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError') }`,
  put: `IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }`,
};
const LATER_DATABASE = `new Promise((resolve) => {
  const opening = indexedDB.open('playgate-oauth', 2);
  opening.onsuccess = () => resolve(opening.result.close());
})`;

/** What passes between a page and the token endpoint in its sign-in, and what the page says on its console. */
async function secretsOf(page: Page) {
  const said: string[] = [];
  const secrets = { access: '', refresh: '', code: '', verifier: '', said };
  page.on('console', (message) => said.push(message.text()));
  await page.route('**/token', async (route) => {
    const given = new URLSearchParams(route.request().postData() ?? '');
    const response = await route.fetch();
    const { access_token: access, refresh_token: refresh } = await response.json();
    const [code, verifier] = [given.get('code'), given.get('code_verifier')];
    Object.assign(secrets, { access, refresh, code, verifier });
    await route.fulfill({ response });
  });
  return secrets;
}

const LISTEN = `window.heard = []; addEventListener('message', ({ data }) => window.heard.push(data))`;

const heardBy = (page: Page): Promise<unknown> => page.evaluate(() => Reflect.get(window, 'heard'));

/** A page that waits for its popup, which asks who it is, in a browser without channels. */
async function waiting() {
  const { context, page } = await site.open();
  await context.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'BroadcastChannel');
  });
  await page.reload();
  await page.evaluate(LISTEN);
  const opened = context.waitForEvent('page');
  await page.click('#popup');
  const popup = await opened;
  await popup.getByText('Ada Lovelace').waitFor();
  return { context, page, popup };
}

const userinfoOf = (page: Page): Promise<number> =>
  page.evaluate(
    async (url) => (await window.oauth.fetch(url)).status,
    `${site.sandbox.addresses.authorization}/userinfo`,
  );

/** What the browser did not keep. */
const notStored = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    window.events.flatMap((event) => (event.type === 'not-stored' ? [event.what] : [])),
  );
