import { brightcoveDoctor } from '@playgate/server/brightcove';
import type { DoctorCheck } from '@playgate/server/doctor';
import { ibmDoctor } from '@playgate/server/ibm';
import { secureVideoDoctor } from '@playgate/server/secure-video';
import type { Call } from '../command.ts';
import type { ConfigSection } from '../config/config-section.ts';
import { readContent } from '../locks/read-content.ts';
import { present } from '../present.ts';
import { brightcoveSetup } from '../vendors/brightcove-setup.ts';
import { ibmSetup } from '../vendors/ibm-setup.ts';

/** Makes the checks of one vendor of what the configuration says, also in its section "doctor". */
type VendorChecks = (
  call: Call,
  doctor: ConfigSection | undefined,
) => Promise<readonly DoctorCheck[]>;

/** The vendors that the doctor knows, by the names of their sections. */
export const VENDOR_CHECKS: ReadonlyMap<string, VendorChecks> = new Map<string, VendorChecks>([
  ['brightcove', brightcoveChecks],
  ['ibm', ibmChecks],
  ['secureVideo', secureVideoChecks],
]);

async function brightcoveChecks(
  call: Call,
  doctor: ConfigSection | undefined,
): Promise<readonly DoctorCheck[]> {
  const setup = await brightcoveSetup(call);
  const own = doctor?.maybeSection('brightcove');
  own?.only('asset');
  return brightcoveDoctor({
    vendor: await setup.vendor(),
    ...(setup.section.has('clientId') && { management: await setup.management() }),
    ...present({ asset: own?.maybeText('asset'), origin: doctor?.maybeText('origin') }),
  });
}

async function ibmChecks(
  call: Call,
  doctor: ConfigSection | undefined,
): Promise<readonly DoctorCheck[]> {
  const { section, apiOptions, tokens } = await ibmSetup(call);
  const own = doctor?.maybeSection('ibm');
  own?.only('locked', 'entryUrls', 'embeddedIn');
  return ibmDoctor({
    ...(section.has('clientId') && { api: await apiOptions() }),
    ...(section.has('signingKey') && { tokens: await tokens() }),
    ...present({
      locked: own?.maybeTexts('locked')?.map((content) => readContent(content, 'config')),
      entryUrls: own?.maybeTexts('entryUrls'),
      embeddedIn: own?.maybeTexts('embeddedIn'),
      vendorOrigin: section.maybeText('vendorOrigin'),
    }),
  });
}

async function secureVideoChecks(
  call: Call,
  doctor: ConfigSection | undefined,
): Promise<readonly DoctorCheck[]> {
  const section = (await call.config()).section('secureVideo');
  section.only('identifier', 'secretKey', 'baseUrl', 'hubUrl', 'callsPerHour');
  const perHour = section.maybeNumber('callsPerHour');
  return secureVideoDoctor({
    identifier: section.text('identifier'),
    secretKey: await section.secret('secretKey'),
    ...(perHour !== undefined && { quota: { perHour } }),
    ...present({
      baseUrl: section.maybeText('baseUrl'),
      hubUrl: section.maybeText('hubUrl'),
      echoUrl: doctor?.maybeText('echoUrl'),
      allowedAddresses: doctor?.maybeTexts('addresses'),
    }),
  });
}
