import type { ContractVendor } from './contract-vendor.ts';
import { brightcoveContract } from './vendors/brightcove.ts';
import { brightcoveStaticContract } from './vendors/brightcove-static.ts';
import { catchTheShowContract } from './vendors/catch-the-show.ts';
import { hashlockContract } from './vendors/hashlock.ts';
import { ibmViewerAuthContract } from './vendors/ibm-viewer-auth.ts';
import { muxContract } from './vendors/mux.ts';
import { stapiContract } from './vendors/stapi.ts';

/** Every vendor whose films play in a browser: one line each. */
export const CONTRACT_VENDORS: readonly ContractVendor[] = [
  catchTheShowContract,
  stapiContract,
  brightcoveContract,
  brightcoveStaticContract,
  ibmViewerAuthContract,
  muxContract,
  hashlockContract,
];
