import videojs from 'video.js';
import { afterEach, expect, test, vi } from 'vitest';
import arabic from '../../src/lang/ar.json';
import french from '../../src/lang/fr.json';
import german from '../../src/lang/de.json';
import japanese from '../../src/lang/ja.json';
import spanish from '../../src/lang/es.json';
import { mountedUi } from '../ui/mounted-ui.ts';
import type { MountedUi } from '../ui/mounted-ui.ts';

let it: MountedUi;
afterEach(() => it.end());

test.each([
  ['ar', arabic, 'rtl'],
  ['de', german, 'ltr'],
  ['es-MX', spanish, 'ltr'],
  ['fr', french, 'ltr'],
  ['ja', japanese, 'ltr'],
])('a player in %s speaks it', async (language, texts, direction) => {
  it = mountedUi({}, language);
  it.lock();
  await vi.waitFor(() => expect(it.text('heading')).toBe(texts['This video is locked']));
  expect(it.button()?.textContent).toBe(texts.Unlock);
  const root = it.player.el().querySelector<HTMLElement>('.playgate');
  expect(root?.dir).toBe(direction);
  expect(root?.lang).toBe(language.toLowerCase());
});

test('video.js’ own error dialog speaks it too', async () => {
  it = mountedUi({}, 'de');
  await vi.waitFor(() =>
    expect(it.player.localize('This video is locked')).toBe(german['This video is locked']),
  );
  it.player.error('This video is not available.');
  const display = it.player.el().querySelector('.vjs-error-display .vjs-modal-dialog-content');
  expect(display?.textContent).toBe(german['This video is not available.']);
});

test('follows the player’s language', async () => {
  it = mountedUi();
  it.lock();
  expect(it.text('heading')).toBe('This video is locked');
  it.player.language('fr');
  await vi.waitFor(() => expect(it.text('heading')).toBe(french['This video is locked']));
});

test('a language that is not there reads in English', () => {
  it = mountedUi({}, 'tlh');
  it.lock();
  expect(it.text('heading')).toBe('This video is locked');
});

test('texts of the application win, and video.js’ own stay', async () => {
  videojs.addLanguage('ja', { Unlock: '入場', Play: '再生' });
  it = mountedUi({}, 'ja');
  it.lock();
  await vi.waitFor(() => expect(it.text('heading')).toBe(japanese['This video is locked']));
  expect(it.button()?.textContent).toBe('入場');
  expect(it.player.localize('Play')).toBe('再生');
});
