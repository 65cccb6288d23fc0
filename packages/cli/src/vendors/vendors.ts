import { brightcoveVendor } from './brightcove-vendor.ts';
import { catchTheShowVendor } from './catch-the-show-vendor.ts';
import type { ConfiguredVendor } from './configured-vendor.ts';
import { hashlockVendor } from './hashlock-vendor.ts';
import { ibmVendor } from './ibm-vendor.ts';
import { muxVendor } from './mux-vendor.ts';
import { secureVideoVendor } from './secure-video-vendor.ts';
import { stapiVendor } from './stapi-vendor.ts';

/** Every vendor that may be configured, and the hashlock of one's own. */
export const VENDORS: readonly ConfiguredVendor[] = [
  ...[brightcoveVendor, catchTheShowVendor, hashlockVendor],
  ...[ibmVendor, muxVendor, secureVideoVendor, stapiVendor],
];
