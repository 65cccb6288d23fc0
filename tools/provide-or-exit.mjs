import { provideChromium, provideOtherBrowsers } from './browsers.mjs';
import { provideXvfb } from './xvfb.mjs';

/**
 * Finds what is played in, or installs it, and sets CHROMIUM to the path of it. Ends with a sentence where there is none.
 *
 * @param {{ readonly others?: boolean, readonly display?: boolean }} [wanted] `others`: Firefox and WebKitGTK, too; `display`: for real windows.
 */
export function provideOrExit({ others = false, display = false } = {}) {
  try {
    process.env['CHROMIUM'] = provideChromium(console.log);
    if (others) provideOtherBrowsers(console.log);
    if (display) provideXvfb(console.log);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
