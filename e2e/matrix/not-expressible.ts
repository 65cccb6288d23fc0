import type { EngineName } from './drivers/driver.ts';

export type BrowserName = 'chromium' | 'firefox' | 'webkit';

/** Rows that an engine or a browser cannot show. */
interface NotExpressible {
  /** Matches their ids. */
  readonly rows: RegExp;
  readonly engines?: readonly EngineName[];
  readonly browsers?: readonly BrowserName[];
  readonly reason: string;
}

/** Every row that is left out somewhere, and why. */
export const NOT_EXPRESSIBLE: readonly NotExpressible[] = [
  {
    rows: /^(M2 key|M5|M7 key|M9 data)/,
    engines: ['dashjs'],
    reason: 'the DASH film is in clear: no keys are asked for',
  },
  {
    rows: /^(M2 playlist|M9)/,
    engines: ['dashjs'],
    reason: 'DASH has no media playlists',
  },
  { rows: /^(M10|N1 signed)/, engines: ['dashjs'], reason: 'the sandbox has no such DASH film' },
  {
    rows: /^M15/,
    browsers: ['firefox', 'webkit'],
    reason: 'Firefox and WebKitGTK play no HLS by themselves',
  },
  { rows: /^T21b/, browsers: ['webkit'], reason: 'its driver has one tab at a time' },
];

/** Why a row cannot be shown, if it cannot. */
export function reasonAgainst(
  { id, engine }: { readonly id: string; readonly engine?: EngineName },
  browser: BrowserName,
): string | undefined {
  return NOT_EXPRESSIBLE.find(
    ({ rows, engines, browsers }) =>
      rows.test(id) &&
      (engines === undefined || (engine !== undefined && engines.includes(engine))) &&
      (browsers === undefined || browsers.includes(browser)),
  )?.reason;
}
