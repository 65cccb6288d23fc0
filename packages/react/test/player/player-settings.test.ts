import { expect, it } from 'vitest';
import { playerOptions } from '../../src/player/player-settings.ts';

const TRACKS = { nativeAudioTracks: false, nativeTextTracks: false, nativeVideoTracks: false };

it('lets the player keep the tracks, and the engine its keys', () => {
  expect(playerOptions({})).toMatchObject({
    html5: { ...TRACKS, vhs: { cacheEncryptionKeys: true } },
  });
});

it('keeps the defaults that the application’s `html5` leaves out', () => {
  const html5 = { nativeTextTracks: true, vhs: { overrideNative: true } };
  expect(playerOptions({ options: { html5 } })).toMatchObject({ html5: { ...TRACKS, ...html5 } });
  expect(playerOptions({ options: { html5 } })['html5']).not.toHaveProperty(
    'vhs.cacheEncryptionKeys',
  );
});

it('puts what is a prop before the further options', () => {
  const given = { muted: true, options: { muted: false, language: 'de' } };
  expect(playerOptions(given)).toMatchObject({ muted: true, language: 'de' });
});
