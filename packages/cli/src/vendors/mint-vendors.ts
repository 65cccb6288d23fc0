import { brightcove } from '@playgate/server/brightcove';
import { catchTheShow } from '@playgate/server/catch-the-show';
import type { Vendor } from '@playgate/server';
import type { Call } from '../command.ts';
import { present } from '../present.ts';
import { brightcoveSetup } from './brightcove-setup.ts';
import { ibmSetup } from './ibm-setup.ts';

/** Makes a vendor of what the configuration says. */
export type SetUpVendor = (call: Call) => Promise<Vendor>;

/** The vendors that passes can be minted for, by the names of their sections. */
export const MINT_VENDORS: ReadonlyMap<string, SetUpVendor> = new Map<string, SetUpVendor>([
  ['brightcove', async (call) => brightcove(await (await brightcoveSetup(call)).vendor())],
  ['catchTheShow', catchTheShowVendor],
  ['ibm', async (call) => (await ibmSetup(call)).viewerAuth()],
]);

async function catchTheShowVendor(call: Call): Promise<Vendor> {
  const section = (await call.config()).section('catchTheShow');
  section.only('secretKey', 'nextSecretKey', 'environment', 'baseUrl', 'mediaUrls');
  const { fetch, clock } = call.io;
  return catchTheShow({
    ...{ fetch, clock },
    secretKey: await section.secret('secretKey'),
    mediaUrls: section.maybeTexts('mediaUrls') ?? [],
    ...present({
      nextSecretKey: await section.maybeSecret('nextSecretKey'),
      environment: section.maybeOneOf('environment', ['development', 'staging', 'production']),
      baseUrl: section.maybeText('baseUrl'),
    }),
  });
}
