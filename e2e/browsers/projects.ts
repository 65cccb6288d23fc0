import type { Project } from '@playwright/test';
import { CHROMIUM } from '../stage/chromium.ts';
import { findWebKit } from '../webkit/find-webkit.ts';
import { EVERY_BROWSER, NATIVE } from './every-browser.ts';
import { FIREFOX } from './firefox.ts';

export const chromium: Project = {
  name: 'chromium',
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--autoplay-policy=no-user-gesture-required',
        '--mute-audio',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
};

/** Stock Firefox, by WebDriver BiDi; none where there is no Firefox. */
export const firefox: readonly Project[] =
  FIREFOX === undefined
    ? []
    : [
        {
          name: 'firefox',
          use: {
            browserName: 'firefox',
            channel: 'moz-firefox',
            launchOptions: {
              executablePath: FIREFOX,
              firefoxUserPrefs: {
                'media.autoplay.default': 0,
                'media.autoplay.blocking_policy': 0,
                'media.volume_scale': '0.0',
              },
            },
          },
        },
      ];

/** WebKitGTK, by WebDriver; none where there is no WebKitGTK. */
export const webkit: readonly Project[] =
  findWebKit() === undefined
    ? []
    : [{ name: 'webkit', testMatch: [EVERY_BROWSER, NATIVE], use: { browserName: 'webkit' } }];
