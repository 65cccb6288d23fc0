import type { Vendor } from '@playgate/server';
import { brightcove } from '@playgate/server/brightcove';
import { catchTheShow } from '@playgate/server/catch-the-show';
import { stapi } from '@playgate/server/stapi';
import type { Call } from '../command.ts';
import { brightcoveSetup } from './brightcove-setup.ts';
import { catchTheShowSetup } from './catch-the-show-setup.ts';
import { ibmSetup } from './ibm-setup.ts';
import { stapiSetup } from './stapi-setup.ts';

/** Makes a vendor of what the configuration says. */
export type SetUpVendor = (call: Call) => Promise<Vendor>;

/** The vendors that passes can be minted for, by the names of their sections. */
export const MINT_VENDORS: ReadonlyMap<string, SetUpVendor> = new Map<string, SetUpVendor>([
  ['brightcove', async (call) => brightcove(await (await brightcoveSetup(call)).vendor())],
  ['catchTheShow', async (call) => catchTheShow(await catchTheShowSetup(call))],
  ['ibm', async (call) => (await ibmSetup(call)).viewerAuth()],
  ['stapi', async (call) => stapi(await (await stapiSetup(call)).playback())],
]);
