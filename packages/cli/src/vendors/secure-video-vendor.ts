import { secureVideoDoctor } from '@playgate/server/secure-video';
import type { SecureVideoClientOptions } from '@playgate/server/secure-video';
import type { Call } from '../command.ts';
import { present } from '../present.ts';
import type { ConfiguredVendor } from './configured-vendor.ts';

/** Video conferencing: it opens no film, so there is nothing to mint. */
export const secureVideoVendor: ConfiguredVendor = {
  section: 'secureVideo',
  checks: async (call, doctor) =>
    secureVideoDoctor({
      ...(await optionsIn(call)),
      ...present({
        echoUrl: doctor?.maybeText('echoUrl'),
        allowedAddresses: doctor?.maybeTexts('addresses'),
      }),
    }),
};

async function optionsIn(call: Call): Promise<SecureVideoClientOptions> {
  const section = (await call.config()).section('secureVideo');
  section.only('identifier', 'secretKey', 'apiUrl', 'hubUrl', 'callsPerHour');
  const { fetch, clock } = call.io;
  const perHour = section.maybeNumber('callsPerHour');
  return {
    ...{ fetch, clock },
    identifier: section.text('identifier'),
    secretKey: await section.secret('secretKey'),
    ...(perHour !== undefined && { quota: { perHour } }),
    ...present({ apiUrl: section.maybeText('apiUrl'), hubUrl: section.maybeText('hubUrl') }),
  };
}
