import type { EngineName } from './drivers/driver.ts';

export type BrowserName = 'chromium' | 'firefox' | 'webkit';

/** Rows that an engine or a browser cannot show. */
export interface NotExpressible {
  /** Matches their ids. */
  readonly rows: RegExp;
  readonly engines?: readonly EngineName[];
  readonly browsers?: readonly BrowserName[];
  readonly reason: string;
}

/** Every row that is left out somewhere, and why. */
export const NOT_EXPRESSIBLE: readonly NotExpressible[] = [
  {
    rows: /^S/,
    browsers: ['firefox', 'webkit'],
    reason: 'no browser takes part: it is played once',
  },
  {
    rows: /^./,
    engines: ['hlsjs', 'shaka', 'dashjs'],
    browsers: ['firefox', 'webkit'],
    reason: 'engines beside video.js are played in Chromium alone',
  },
  {
    rows: /^(M2 key|M5|M7 key|M9 data|M11 key)/,
    engines: ['dashjs'],
    reason: 'the DASH film is in clear: no keys are asked for',
  },
  {
    rows: /^(M2 playlist|M9|M11 playlist)/,
    engines: ['dashjs'],
    reason: 'DASH has no media playlists',
  },
  {
    rows: /^(M10|N1 signed)/,
    engines: ['dashjs'],
    reason: 'the sandbox has no live and no pre-signed DASH film',
  },
  {
    rows: /^./,
    engines: ['native'],
    browsers: ['firefox', 'webkit'],
    reason:
      'Firefox plays no HLS by itself, and WebKitGTK only where it is told to, as in native.spec.ts',
  },
  {
    rows: /^T8 endless/,
    browsers: ['webkit'],
    reason: 'its session ends where a body never does',
  },
  {
    rows: /^T21 tabs/,
    browsers: ['webkit'],
    reason: 'its driver has one tab at a time',
  },
];

/** Requirements that are shown by a test of their own, and why they are no row. */
export const SHOWN_ELSEWHERE: readonly {
  readonly ids: string;
  readonly reason: string;
  readonly test: string;
}[] = [
  {
    ids: 'T18, twenty tabs; T20',
    reason:
      'they are about refresh tokens, which have an authorization server and no film; passes are not shared between tabs',
    test: 'packages/oauth/test/browser/tabs.browser.test.ts',
  },
  {
    ids: 'T19, a rotation whose answer is lost',
    reason: 'as above',
    test: 'packages/oauth/test/tokens/rotation.test.ts',
  },
  {
    ids: 'T24, PKCE without WebCrypto',
    reason: 'as above; where a page has no WebCrypto, a sign-in is refused before it begins',
    test: 'packages/oauth/test/dpop/dpop.test.ts',
  },
  {
    ids: 'M8, a redirect to http',
    reason:
      'the sandbox speaks http alone; rules name https origins, and a URL that none matches gets nothing',
    test: 'packages/protocol/test/url-prefix.test.ts',
  },
];

/** Why a row cannot be shown, if it cannot. */
export const reasonAgainst = (
  row: { readonly id: string; readonly engine?: EngineName },
  browser: BrowserName,
): string | undefined => entryAgainst(row, browser)?.reason;

/** The first entry of the list that a row is left out by. */
export const entryAgainst = (
  { id, engine }: { readonly id: string; readonly engine?: EngineName },
  browser: BrowserName,
): NotExpressible | undefined =>
  NOT_EXPRESSIBLE.find(
    ({ rows, engines, browsers }) =>
      rows.test(id) &&
      (engines === undefined || (engine !== undefined && engines.includes(engine))) &&
      (browsers === undefined || browsers.includes(browser)),
  );
