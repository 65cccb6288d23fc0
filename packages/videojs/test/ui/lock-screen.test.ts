import { afterEach, describe, expect, test, vi } from 'vitest';
import { mountedUi, nonceOf, returned, settled } from './mounted-ui.ts';
import type { MountedUi } from './mounted-ui.ts';

let it: MountedUi;
afterEach(() => it.end());

const opened = (options = {}) => {
  it = mountedUi(options);
  it.lock();
  it.button()?.click();
  return it.frame();
};

describe('the lock screen', () => {
  test('is a dialog with a name, a description and a real button', () => {
    it = mountedUi({ title: 'The launch film' });
    it.lock({ message: 'For members.', buttonCaption: 'I am a member' });
    const dialog = it.dialog();
    const byIds = (attribute: string) =>
      dialog
        ?.getAttribute(attribute)
        ?.split(' ')
        .map((id) => document.getElementById(id)?.textContent);
    expect(byIds('aria-labelledby')).toEqual(['The launch film', 'This video is locked']);
    expect(byIds('aria-describedby')).toEqual(['For members.']);
    expect(it.button()).toBeInstanceOf(HTMLButtonElement);
    expect(it.button()?.textContent).toBe('I am a member');
    expect(it.button()?.type).toBe('button');
  });

  test('has words of its own where the backend has none', () => {
    it = mountedUi();
    it.lock();
    expect(it.text('text')).toBe('Unlock it to start watching.');
    expect(it.button()?.textContent).toBe('Unlock');
  });

  test('A69: shows HTML of the backend as text', () => {
    const html = '<img src=x onerror=alert(1)><script>alert(2)</script>';
    it = mountedUi({ title: html });
    it.lock({ message: html, buttonCaption: html });
    const dialog = it.dialog();
    expect(dialog?.querySelectorAll('img, script')).toHaveLength(0);
    expect(it.text('title')).toBe(html);
    expect(it.text('text')).toBe(html);
    expect(it.button()?.textContent).toBe(html);
    it.button()?.click();
    expect(it.dialog()?.querySelectorAll('img, script')).toHaveLength(0);
    expect(it.frame()?.title).toBe(html);
  });

  test('puts the rest of the player out of reach, and gives it back', () => {
    it = mountedUi();
    it.lock();
    const others = [...it.player.el().children].filter((child) => !child.matches('.playgate'));
    const inert = () => others.filter((child) => child instanceof HTMLElement && child.inert);
    expect(inert()).toEqual(others);
    it.enter('authorized');
    expect(it.dialog()).toBeNull();
    expect(inert()).toEqual([]);
  });

  test('leaves the focus where it is in the page, and tells screen readers', () => {
    const outside = document.createElement('input');
    it = mountedUi();
    document.body.append(outside);
    outside.focus();
    it.lock();
    expect(document.activeElement).toBe(outside);
    expect(it.status()).toBe('This video is locked Unlock it to start watching.');
    it.enter('authorized');
    expect(it.status()).toBe('');
    expect(document.activeElement).toBe(outside);
  });

  test('takes the focus if it is in the player, and gives it back', () => {
    it = mountedUi();
    const play = it.player.el().querySelector<HTMLElement>('.vjs-big-play-button');
    play?.focus();
    it.lock();
    expect(document.activeElement).toBe(it.dialog());
    expect(it.status()).toBe('');
    it.enter('authorized');
    expect(document.activeElement).toBe(play);
  });

  test('lets the keyboard leave: Tab is nobody’s but the browser’s', () => {
    it = mountedUi();
    it.lock();
    const tab = new KeyboardEvent('keydown', { key: 'Tab', bubbles: true, cancelable: true });
    it.button()?.dispatchEvent(tab);
    expect(tab.defaultPrevented).toBe(false);
  });

  test('keeps keys from the player’s hotkeys', () => {
    it = mountedUi();
    it.lock();
    const heard = vi.fn();
    it.player.el().addEventListener('keydown', heard);
    it.button()?.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true }));
    expect(heard).not.toHaveBeenCalled();
  });

  test('opens what is asked for now, not what was asked for when it was drawn', () => {
    it = mountedUi();
    it.lock();
    it.lock({ entryUrl: 'https://club.example/other' });
    it.button()?.click();
    expect(it.frame()?.src).toMatch(/^https:\/\/club\.example\/other\?/);
  });
});

describe('the frame', () => {
  test('opens the entry page with the way back and a fresh nonce each time', () => {
    const first = opened();
    expect(first?.src).toBe(
      `https://club.example/enter?a=1&ustreamContentId=2002&hashConsumer=${encodeURIComponent(
        `https://app.example/pass?nonce=${'01'.repeat(16)}`,
      )}`,
    );
    it.player.el().querySelector<HTMLElement>('.playgate-close')?.click();
    it.button()?.click();
    expect(nonceOf(it.frame())).toBe('02'.repeat(16));
  });

  test('A82: may run scripts, forms and cookies, and neither navigate the page nor open windows', () => {
    const frame = opened();
    expect(frame?.getAttribute('sandbox')?.split(' ')).toEqual([
      ...['allow-forms', 'allow-same-origin', 'allow-scripts'],
    ]);
    expect(frame?.allow).toBe('');
    expect(frame?.referrerPolicy).toBe('no-referrer');
  });

  test('can be given more freedom by the application', () => {
    const frame = opened({
      frame: { sandbox: 'allow-popups', allow: 'publickey-credentials-get' },
    });
    expect(frame?.getAttribute('sandbox')).toMatch(/ allow-popups$/);
    expect(frame?.allow).toBe('publickey-credentials-get');
  });

  test('has a name, and a close button before it in the order of focus', () => {
    const frame = opened({ title: 'The launch film' });
    expect(frame?.title).toBe('The launch film');
    const order = [...(it.dialog()?.querySelectorAll('button, iframe') ?? [])];
    expect(order.map((e) => e.getAttribute('aria-label') ?? e.tagName)).toEqual([
      'Close',
      'IFRAME',
    ]);
  });

  test('says that it loads until it has loaded', () => {
    const frame = opened();
    expect(it.text('loading')).toBe('Loading…');
    frame?.dispatchEvent(new Event('load'));
    expect(it.text('loading')).toBeUndefined();
  });

  test('takes the focus, and Escape leads back to the button', () => {
    it = mountedUi();
    it.lock();
    it.button()?.focus();
    it.button()?.click();
    expect(document.activeElement).toBe(it.frame());
    const close = it.dialog()?.querySelector('button');
    close?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(it.screen()).toBe('locked');
    expect(it.frame()).toBeNull();
    expect(document.activeElement).toBe(it.button());
  });

  test('stays the same frame while the state changes around it', () => {
    const frame = opened();
    it.lock();
    it.show({}, 'waiting');
    expect(it.frame()).toBe(frame);
  });

  test('goes when the lock is opened from elsewhere', () => {
    opened();
    it.enter('authorized');
    expect(it.dialog()).toBeNull();
  });
});

describe('the return', () => {
  test.each([
    ['origin', () => ({ origin: 'https://club.example' })],
    ['source window', () => ({ source: window })],
    [
      'nonce',
      () => ({ data: { type: 'playgate:return', nonce: 'f'.repeat(32), hash: '["viewer"]' } }),
    ],
    ['type', () => ({ data: { type: 'other', nonce: nonceOf(it.frame()), hash: '["viewer"]' } })],
    [
      'length',
      () => ({
        data: { type: 'playgate:return', nonce: nonceOf(it.frame()), hash: 'a'.repeat(8193) },
      }),
    ],
  ])(
    'A71: with a wrong %s is ignored, and the otherwise identical right one is taken',
    (_, wrong) => {
      const frame = opened();
      returned(frame, wrong());
      expect(it.answers).toEqual([]);
      expect(it.frame()).toBe(frame);
      returned(frame);
      expect(it.answers.map(({ answer }) => answer)).toEqual([{ hash: '["viewer"]' }]);
    },
  );

  test('A71: is taken once, and not after the frame was closed', () => {
    const frame = opened();
    const message = {
      source: frame?.contentWindow ?? null,
      data: { type: 'playgate:return', nonce: nonceOf(frame), hash: '[]' },
    };
    it.player.el().querySelector<HTMLElement>('.playgate-close')?.click();
    returned(frame, message);
    expect(it.answers).toEqual([]);
    it.button()?.click();
    const second = it.frame();
    returned(second);
    returned(second);
    returned(frame, message);
    expect(it.answers).toHaveLength(1);
  });

  test('shows that the answer is looked at, then the picture', async () => {
    returned(opened());
    expect(it.frame()).toBeNull();
    expect(it.text('heading')).toBe('Checking your access…');
    it.enter('authorizing');
    expect(it.screen()).toBe('checking');
    it.enter('network', 'network');
    expect(it.text('text')).toBe('The connection was lost. Trying again…');
    it.enter('authorized');
    it.answers[0]?.resolve();
    await settled();
    expect(it.dialog()).toBeNull();
  });

  test('finds the focus again that the frame lost on its way', () => {
    const frame = opened();
    frame?.blur();
    expect(document.activeElement).toBe(document.body);
    returned(frame);
    expect(document.activeElement).toBe(it.dialog());
    it.enter('authorized');
    expect(it.player.el().contains(document.activeElement)).toBe(true);
  });

  test('leads back to the lock with a word about it when the answer does not do', async () => {
    returned(opened());
    it.answers[0]?.reject(new Error('refused'));
    await settled();
    expect(it.screen()).toBe('locked');
    expect(it.text('problem')).toBe('That did not work. Please try again.');
    it.button()?.click();
    it.player.el().querySelector<HTMLElement>('.playgate-close')?.click();
    expect(it.text('problem')).toBeUndefined();
  });

  test('says so and offers another try when permission was not given', async () => {
    returned(opened());
    it.enter('denied', 'interaction_denied');
    expect(it.screen()).toBe('denied');
    expect(it.text('text')).toBe('Access was not granted.');
    it.button()?.click();
    expect(it.calls).toEqual(['retry']);
    it.lock();
    it.answers[0]?.resolve();
    await settled();
    expect(it.text('problem')).toBeUndefined();
  });
});

test('dispose takes everything away and listens no more', () => {
  const frame = opened();
  const message = {
    source: frame?.contentWindow ?? null,
    data: { type: 'playgate:return', nonce: nonceOf(frame), hash: '[]' },
  };
  it.ui.dispose();
  expect(it.player.el().querySelector('.playgate')).toBeNull();
  expect(it.player.hasClass('playgate-covered')).toBe(false);
  returned(frame, message);
  it.lock();
  it.show({}, 'waiting');
  it.clock.advance(5000);
  expect(it.answers).toEqual([]);
  expect(it.player.el().querySelector('.playgate')).toBeNull();
});
