import { catchTheShow, catchTheShowDoctor } from '@playgate/server/catch-the-show';
import type { CatchTheShowOptions } from '@playgate/server/catch-the-show';
import type { Call } from '../command.ts';
import { present } from '../present.ts';
import type { ConfiguredVendor } from './configured-vendor.ts';

export const catchTheShowVendor: ConfiguredVendor = {
  section: 'catchTheShow',
  mints: async (call) => catchTheShow(await optionsIn(call)),
  checks: async (call, doctor) =>
    catchTheShowDoctor({
      ...(await optionsIn(call)),
      ...present({ origin: doctor?.maybeText('origin') }),
    }),
};

async function optionsIn(call: Call): Promise<CatchTheShowOptions> {
  const section = (await call.config()).section('catchTheShow');
  section.only('secretKey', 'nextSecretKey', 'environment', 'apiUrl', 'mediaUrls');
  const { fetch, clock } = call.io;
  return {
    ...{ fetch, clock },
    secretKey: await section.secret('secretKey'),
    mediaUrls: section.maybeTexts('mediaUrls') ?? [],
    ...present({
      nextSecretKey: await section.maybeSecret('nextSecretKey'),
      environment: section.maybeOneOf('environment', ['development', 'staging', 'production']),
      apiUrl: section.maybeText('apiUrl'),
    }),
  };
}
