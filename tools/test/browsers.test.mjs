import { afterEach, expect, it, vi } from 'vitest';
import { provideChromium } from '../browsers.mjs';

afterEach(() => vi.unstubAllEnvs());

it('takes the Chromium that CHROMIUM names', () => {
  vi.stubEnv('CHROMIUM', process.execPath);
  expect(provideChromium(() => {})).toBe(process.execPath);
});

it('says so when CHROMIUM names nothing', () => {
  vi.stubEnv('CHROMIUM', '/nowhere/chromium');
  expect(() => provideChromium(() => {})).toThrow(
    'CHROMIUM names /nowhere/chromium, which does not exist. Correct it, or unset it.',
  );
});
