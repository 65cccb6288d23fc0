import type { LeftOut } from './left-out.ts';

const NO_NATIVE_HLS = 'Firefox plays no HLS by itself';
const EMBED =
  'the stand-in of the vendor’s own player has its HLS played by the browser, which Firefox does not';
const RAW_CHROMIUM = 'starts a Chromium of its own, whatever browser the others run in';

/** What Firefox is not asked to show, and why. Each entry is some of the tests; a test of this list finds those that are none. */
export const NOT_EXPRESSIBLE: readonly LeftOut[] = [
  { spec: 'abilities.spec.ts', title: 'M15 ', reason: NO_NATIVE_HLS },
  { spec: 'native.spec.ts', title: 'HLS', reason: NO_NATIVE_HLS },
  { spec: 'ibm-embed.spec.ts', title: '', reason: EMBED },
  { spec: 'demo.spec.ts', title: 'the demo: the vendor’s embed', reason: EMBED },
  { spec: 'demo.spec.ts', title: 'the demo: the one-time embed', reason: EMBED },
  { spec: 'vendors.spec.ts', title: 'One-time embed', reason: EMBED },
  {
    spec: 'backend-session.spec.ts',
    title: 'in a browser as people have it',
    reason: RAW_CHROMIUM,
  },
];
