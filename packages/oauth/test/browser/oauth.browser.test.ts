import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { probe } from './probe.ts';
import { answer, hasChromium, signIn, startSite, statusOf, tokenOf } from './site.ts';
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
