import { brightcove, brightcoveDoctor } from '@playgate/server/brightcove';
import { present } from '../present.ts';
import { brightcoveSetup } from './brightcove-setup.ts';
import type { ConfiguredVendor } from './configured-vendor.ts';

export const brightcoveVendor: ConfiguredVendor = {
  section: 'brightcove',
  mints: async (call) => brightcove(await (await brightcoveSetup(call)).vendor()),
  async checks(call, doctor) {
    const setup = await brightcoveSetup(call);
    const own = doctor?.maybeSection('brightcove');
    own?.only('asset');
    return brightcoveDoctor({
      vendor: await setup.vendor(),
      ...(setup.section.has('clientId') && { client: await setup.client() }),
      ...present({ asset: own?.maybeText('asset'), origin: doctor?.maybeText('origin') }),
    });
  },
};
