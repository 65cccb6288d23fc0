import { describe, expect, it } from 'vitest';
import { settle } from '../support/fake-clock.ts';
import { FakeSite, FakeWindow, look, ORIGIN } from '../support/fake-site.ts';
import type { FakeTab } from '../support/fake-site.ts';
import { json } from '../support/fake-fetch.ts';
import { codeOf } from '../support/make-client.ts';

const OUT = { status: 'signed-out' };

async function tabOf(
  site: FakeSite,
  options: Parameters<FakeSite['tab']>[0] = {},
): Promise<FakeTab> {
  const tab = site.tab(options);
  look(tab);
  await settle();
  return tab;
}

/** Where the popup was led to, and the address at which the backend ends it. */
function popupOf(tab: FakeTab): { readonly popup: FakeWindow; readonly back: string } {
  const popup = tab.window.popups.at(-1) ?? new FakeWindow('none');
  const back = new URL(popup.went.at(-1) ?? ORIGIN).searchParams.get('returnTo') ?? '';
  return { popup, back: ORIGIN + back };
}

/** A sign-in that has begun, up to where the popup was led. */
async function begun() {
  const site = new FakeSite();
  const tab = await tabOf(site);
  const result = tab.session.signIn.popup();
  await settle();
  return { site, tab, result, ...popupOf(tab) };
}

/** The page that the backend leads the popup to. */
function end(site: FakeSite, href: string): FakeTab {
  const tab = site.tab({}, href);
  look(tab);
  return tab;
}

describe('signing in by a popup', () => {
  it('65: opens in the task of the click, ends by itself, and the page stays where it is', async () => {
    const site = new FakeSite();
    const tab = await tabOf(site);
    const result = tab.session.signIn.popup({ returnTo: '/series' });
    expect(tab.window.popups).toHaveLength(1);
    await settle();
    const { popup, back } = popupOf(tab);
    expect(new URL(popup.went[0] ?? '').pathname).toBe('/auth/sign-in');
    expect(back).toBe(`${ORIGIN}/films?x=1&playgate-popup=1`);
    site.viewer = 'ada';
    const ended = end(site, back);
    expect(await ended.session.callback()).toEqual({ status: 'relayed', returnTo: '/films?x=1' });
    await ended.clock.advance(0);
    expect(ended.window.closed).toBe(true);
    expect(await result).toEqual({ status: 'signed-in', returnTo: '/series' });
    expect(tab.session.session.get()).toMatchObject({ status: 'signed-in', subject: 'ada' });
    expect(popup.closed).toBe(true);
    expect(tab.window.went).toEqual([]);
    await tab.clock.advance(0);
    expect(tab.clock.timers).toBe(1);
  });

  it('65: works where a page cuts the popup off (COOP), which then looks closed', async () => {
    const { site, tab, result, popup, back } = await begun();
    popup.closed = true;
    tab.window.isFocused = false;
    await tab.clock.advance(60_000);
    site.viewer = 'ada';
    end(site, back);
    expect((await result).status).toBe('signed-in');
  });

  it('65: called off before it begins, it opens no window', async () => {
    const tab = await tabOf(new FakeSite());
    const signal = AbortSignal.abort();
    expect(await codeOf(tab.session.signIn.popup({ signal }))).toBe('aborted');
    expect(tab.window.popups).toEqual([]);
  });

  it('65: blocked by the browser, it says so, and asks nothing', async () => {
    const site = new FakeSite();
    const tab = await tabOf(site);
    tab.window.blocksPopups = true;
    const error = await tab.session.signIn.popup().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'popup_blocked', action: 'sign-in' });
    expect(site.count('GET')).toBe(1);
  });

  it('65: closed by the viewer, it says so once the viewer is back', async () => {
    const { tab, result, popup } = await begun();
    const code = codeOf(result);
    popup.closed = true;
    await tab.clock.advance(3000);
    expect(await code).toBe('popup_closed');
    expect(tab.session.session.get()).toEqual(OUT);
    expect(tab.clock.timers).toBe(0);
  });

  it('65: control: closed for a moment only, while another page loads, it is not', async () => {
    const { site, tab, result, popup, back } = await begun();
    popup.closed = true;
    await tab.clock.advance(600);
    popup.closed = false;
    await tab.clock.advance(3000);
    site.viewer = 'ada';
    end(site, back);
    expect((await result).status).toBe('signed-in');
  });

  it('65: without storage the page finds out when the window has closed', async () => {
    const site = new FakeSite();
    const marks = { getItem: () => null, setItem: () => {} };
    const tab = await tabOf(site, { marks });
    const result = tab.session.signIn.popup();
    await settle();
    site.viewer = 'ada';
    popupOf(tab).popup.closed = true;
    await tab.clock.advance(3000);
    expect((await result).status).toBe('signed-in');
  });

  it('a sign-in in whatever tab ends the wait', async () => {
    const { site, tab, result } = await begun();
    site.viewer = 'ada';
    await tabOf(site);
    expect((await result).status).toBe('signed-in');
    expect(popupOf(tab).popup.closed).toBe(true);
  });

  it('somebody who says that the popup is over, and nobody is signed in, ends nothing', async () => {
    const site = new FakeSite();
    const tab = await tabOf(site);
    let isOver = false;
    const result = tab.session.signIn.popup().finally(() => (isOver = true));
    await settle();
    const { back } = popupOf(tab);
    end(site, back);
    await settle();
    expect(isOver).toBe(false);
    site.viewer = 'ada';
    end(site, back);
    expect((await result).status).toBe('signed-in');
  });

  it('a network that fails in that moment only delays it', async () => {
    const { site, tab, result, popup, back } = await begun();
    site.viewer = 'ada';
    site.fault = () => Promise.reject(new TypeError('fetch failed'));
    end(site, back);
    popup.closed = true;
    await settle();
    site.fault = undefined;
    await tab.clock.advance(3000);
    expect((await result).status).toBe('signed-in');
  });

  it('32: the caller’s signal ends the wait, and closes the window', async () => {
    const site = new FakeSite();
    const tab = await tabOf(site);
    const abort = new AbortController();
    const result = codeOf(tab.session.signIn.popup({ signal: abort.signal }));
    await settle();
    abort.abort();
    expect(await result).toBe('aborted');
    expect(popupOf(tab).popup.closed).toBe(true);
    expect(tab.clock.timers).toBe(0);
  });

  it('does not wait longer than ten minutes, and not after dispose', async () => {
    const site = new FakeSite();
    const tab = await tabOf(site);
    const late = codeOf(tab.session.signIn.popup());
    await tab.clock.advance(600_000);
    expect(await late).toBe('timeout');
    const over = codeOf(tab.session.signIn.popup());
    await settle();
    tab.session.dispose();
    expect(await over).toBe('aborted');
    expect(tab.clock.timers).toBe(0);
  });

  it('44: the backend hears of a sign-out that is owed before the popup goes there', async () => {
    const site = new FakeSite();
    site.viewer = 'ada';
    const tab = await tabOf(site);
    site.fault = () => json({}, { status: 503 });
    await codeOf(tab.session.signOut());
    site.fault = undefined;
    void tab.session.signIn.popup().catch(() => {});
    expect(popupOf(tab).popup.went).toEqual([]);
    await settle();
    expect(site.viewer).toBeUndefined();
    expect(popupOf(tab).popup.went).toHaveLength(1);
  });

  it.each([
    ['/done', `${ORIGIN}/done?playgate-popup=1`],
    ['/done?a=b#c', `${ORIGIN}/done?a=b&playgate-popup=1#c`],
  ])('ends at popupPage: %s', async (popupPage, expected) => {
    const tab = await tabOf(new FakeSite(), { popupPage });
    void tab.session.signIn.popup().catch(() => {});
    await settle();
    expect(popupOf(tab).back).toBe(expected);
  });
});

describe('the page that ends a popup', () => {
  const END = `${ORIGIN}/done?playgate-popup=1&a=b#c`;

  it('54: says the same however often it is asked, and has cleaned its address at once', async () => {
    const site = new FakeSite();
    const tab = site.tab({}, END);
    const [first, second] = await Promise.all([tab.session.callback(), tab.session.callback()]);
    look(tab);
    expect(tab.window.href).toBe(`${ORIGIN}/done?a=b#c`);
    const third = await tab.session.callback();
    expect([first, second, third]).toEqual(
      Array.from({ length: 3 }, () => ({ status: 'relayed', returnTo: '/done?a=b#c' })),
    );
    await tab.clock.advance(0);
    expect(tab.window.closed).toBe(true);
    expect(site.calls).toEqual([]);
  });

  it('that no script opened cannot close: it is a page like any other a second later', async () => {
    const site = new FakeSite();
    site.viewer = 'ada';
    const tab = site.tab({}, END);
    look(tab);
    expect(tab.session.session.get()).toEqual({ status: 'pending' });
    await tab.clock.advance(1000);
    expect(tab.session.session.get()).toMatchObject({ status: 'signed-in' });
  });

  it('a page without the mark is none', async () => {
    const tab = new FakeSite().tab({}, `${ORIGIN}/done?code=1&state=2`);
    expect(await tab.session.callback()).toBeUndefined();
    expect(tab.window.closed).toBe(false);
    expect(tab.window.href).toBe(`${ORIGIN}/done?code=1&state=2`);
  });

  it.each(['//evil.example/x', '/%2fevil.example', '/.//evil.example'])(
    'an address that hides another host in its path leads home: %s',
    async (path) => {
      const tab = new FakeSite().tab({}, `${ORIGIN}${path}?playgate-popup=1`);
      expect(await tab.session.callback()).toEqual({ status: 'relayed', returnTo: '/' });
      expect(tab.window.href).toBe(`${ORIGIN}/`);
    },
  );

  it('39: dispose ends what it was about to do', async () => {
    const site = new FakeSite();
    const tab = site.tab({}, END);
    look(tab);
    tab.session.dispose();
    expect(tab.clock.timers).toBe(0);
    await tab.clock.advance(5000);
    expect(site.calls).toEqual([]);
  });
});
