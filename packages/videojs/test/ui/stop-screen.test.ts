import { afterEach, describe, expect, test } from 'vitest';
import { mountedUi, settled } from './mounted-ui.ts';
import type { MountedUi } from './mounted-ui.ts';

let it: MountedUi;
afterEach(() => it.end());

describe('what stops the picture', () => {
  test.each([
    ['denied', 'forbidden', 'You do not have permission to watch this video.', 'Try again'],
    ['denied', 'not_found', 'This video is not available.', 'Try again'],
    [
      'denied',
      'pass_refused',
      'The video server refused access. Please try again later.',
      'Try again',
    ],
    ['signed-out', 'signed_out', 'You are signed out.', 'Try again'],
    ['signed-out', 'unauthenticated', 'This video is for signed-in viewers.', 'Try again'],
    [
      'unsupported',
      'placement_unsupported',
      'This browser cannot play this protected video. Please try another one.',
      undefined,
    ],
  ] as const)('%s by %s', (phase, code, text, caption) => {
    it = mountedUi();
    it.enter(phase, code);
    expect(it.screen()).toBe(phase);
    expect(it.text('text')).toBe(text);
    expect(it.button()?.textContent).toBe(caption);
    expect(it.dialog()?.textContent).not.toContain('For developers.');
  });

  test.each(['idle', 'authorizing', 'authorized'] as const)('%s is none of it', (phase) => {
    it = mountedUi();
    it.enter(phase);
    it.show({ paused: false }, 'waiting');
    it.clock.advance(60_000);
    expect(it.dialog()).toBeNull();
    expect(it.notice()).toBeNull();
  });

  test('is not shown while the buffer hides it', () => {
    it = mountedUi();
    it.show({ readyState: 4, paused: false }, 'playing');
    it.enter('denied', 'forbidden');
    it.clock.advance(60_000);
    expect(it.dialog()).toBeNull();
    it.show({ readyState: 2 }, 'waiting');
    it.clock.advance(999);
    expect(it.dialog()).toBeNull();
    it.clock.advance(1);
    expect(it.screen()).toBe('denied');
  });

  test('is shown at once with the player’s error, in place of video.js’ own dialog', () => {
    it = mountedUi();
    it.show({ readyState: 4, paused: false }, 'playing');
    it.enter('denied', 'forbidden');
    it.player.error('This video is not available.');
    expect(it.screen()).toBe('denied');
    const display = it.player.el().querySelector('.vjs-error-display');
    expect(display?.classList.contains('vjs-hidden')).toBe(true);
    it.player.error('Another one.');
    expect(display?.classList.contains('vjs-hidden')).toBe(true);
  });

  test('leaves errors that are not ours to video.js', () => {
    it = mountedUi();
    it.enter('authorized');
    it.player.error('Decoding failed.');
    const display = it.player.el().querySelector('.vjs-error-display');
    expect(display?.classList.contains('vjs-hidden')).toBe(false);
    expect(it.dialog()).toBeNull();
  });

  test('says nothing to a viewer who saw it to the end', () => {
    it = mountedUi();
    it.show({ readyState: 2, ended: true }, 'ended');
    it.enter('signed-out', 'signed_out');
    it.clock.advance(60_000);
    expect(it.dialog()).toBeNull();
  });
});

describe('sign-in', () => {
  test('is the application’s, and a pass is asked for after it', async () => {
    let finish = (): void => undefined;
    it = mountedUi({ signIn: () => new Promise<void>((resolve) => (finish = resolve)) });
    it.enter('signed-out', 'signed_out');
    expect(it.button()?.textContent).toBe('Sign in');
    it.button()?.click();
    expect(it.dialog()?.querySelector('.playgate-spinner')).not.toBeNull();
    expect(it.button()).toBeNull();
    expect(it.calls).toEqual([]);
    finish();
    await settled();
    expect(it.calls).toEqual(['retry']);
  });

  test('38: that left the page, and never settles, can be begun anew after Back', async () => {
    const ends: (() => void)[] = [];
    it = mountedUi({ signIn: () => new Promise<void>((resolve) => ends.push(resolve)) });
    it.enter('signed-out', 'signed_out');
    it.button()?.click();
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
    expect(it.button()).toBeNull();
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(it.button()?.textContent).toBe('Sign in');
    it.button()?.click();
    expect(ends).toHaveLength(2);
    // The first ends after all: a pass is asked for, and the second is still waited for.
    ends[0]?.();
    await settled();
    expect(it.calls).toEqual(['retry']);
    expect(it.button()).toBeNull();
  });

  test('that fails can be tried again, and its error reaches the page', async () => {
    const failure = new Error('popup closed');
    const uncaught = new Promise((resolve) => process.once('unhandledRejection', resolve));
    it = mountedUi({ signIn: () => Promise.reject(failure) });
    it.enter('signed-out', 'signed_out');
    it.button()?.click();
    expect(await uncaught).toBe(failure);
    expect(it.text('problem')).toBe('That did not work. Please try again.');
    expect(it.button()?.textContent).toBe('Sign in');
    expect(it.calls).toEqual([]);
  });
});

describe('the notice', () => {
  test.each([
    ['network', 'network', 'The connection was lost. Trying again…', 'Try again'],
    ['network', 'server_error', 'The video service is busy. Trying again…', 'Try again'],
    ['waiting', undefined, 'One moment…', undefined],
  ] as const)(
    '%s (%s) is shown when the picture waits, and not before',
    (phase, code, text, caption) => {
      it = mountedUi();
      it.show({ readyState: 4, paused: false }, 'playing');
      it.enter(phase, code);
      it.clock.advance(60_000);
      expect(it.notice()).toBeNull();
      it.show({ readyState: 2 }, 'waiting');
      it.clock.advance(999);
      expect(it.notice()).toBeNull();
      it.clock.advance(1);
      expect(it.notice()?.querySelector('p')?.textContent).toBe(text);
      expect(it.status()).toBe(text);
      expect(it.button()?.textContent).toBe(caption);
      it.button()?.click();
      expect(it.calls).toEqual(caption ? ['retry'] : []);
      it.show({ readyState: 4 }, 'playing');
      expect(it.notice()).toBeNull();
      expect(it.status()).toBe('');
    },
  );

  test('leaves the player usable', () => {
    it = mountedUi();
    it.enter('network', 'network');
    it.show({ paused: false }, 'waiting');
    it.clock.advance(1000);
    expect(it.notice()).not.toBeNull();
    expect(
      [...it.player.el().children].some((child) => child instanceof HTMLElement && child.inert),
    ).toBe(false);
  });

  test('is not for a viewer who did not ask for a picture', () => {
    it = mountedUi();
    it.enter('network', 'network');
    it.show({ paused: true }, 'loadstart');
    it.clock.advance(60_000);
    expect(it.notice()).toBeNull();
    it.show({ seeking: true }, 'seeking');
    expect(it.notice()).not.toBeNull();
  });

  test('forgets a wait that was over within the grace', () => {
    it = mountedUi();
    it.show({ readyState: 2, paused: false }, 'waiting');
    it.enter('network', 'network');
    it.clock.advance(900);
    it.show({ readyState: 4 }, 'playing');
    it.show({ readyState: 2 }, 'waiting');
    it.clock.advance(900);
    expect(it.notice()).toBeNull();
    it.clock.advance(100);
    expect(it.notice()).not.toBeNull();
  });
});
