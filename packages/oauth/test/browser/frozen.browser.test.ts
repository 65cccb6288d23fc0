import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { rawBrowser } from './raw-browser.ts';
import type { RawTab } from './raw-browser.ts';
import { hasChromium, startSite } from './site.ts';
import type { Site } from './site.ts';

let site: Site;

describe.skipIf(!hasChromium)('in Chromium, with tabs that freeze', { timeout: 30_000 }, () => {
  beforeAll(async () => {
    site = await startSite();
    return () => site.close();
  }, 60_000);

  test('34, T20: a tab that is frozen while it refreshes holds its lock, and keeps no other waiting beyond its lease', async () => {
    site.options = { refreshToken: 'indexeddb', timeoutMs: 2000 };
    const browser = await rawBrowser();
    onTestFinished(() => browser.close());
    const holder = await browser.open(site.app);
    await signIn(holder);
    await holder.run('location.href = "/"');
    await loaded(holder);
    // It is in front from now on: only what is hidden can be frozen.
    const other = await browser.open(site.app);
    await loaded(other);
    const { id } = await site.sandbox.addFault({
      where: { listener: 'authorization', path: '^/token$', method: 'POST' },
      do: { action: 'hang' },
    });
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

const loaded = (tab: RawTab): Promise<void> =>
  expect.poll(() => tab.run('typeof window.oauth')).toBe('object');

async function signIn(tab: RawTab): Promise<void> {
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
