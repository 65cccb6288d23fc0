import { brightcoveDoctor } from '@playgate/server/brightcove';
import { catchTheShowDoctor } from '@playgate/server/catch-the-show';
import type { DoctorCheck } from '@playgate/server/doctor';
import { ibmDoctor } from '@playgate/server/ibm';
import { secureVideoDoctor } from '@playgate/server/secure-video';
import { stapiDoctor } from '@playgate/server/stapi';
import type { Call } from '../command.ts';
import type { ConfigSection } from '../config/config-section.ts';
import { readContent } from '../locks/read-content.ts';
import { present } from '../present.ts';
import { brightcoveSetup } from '../vendors/brightcove-setup.ts';
import { catchTheShowSetup } from '../vendors/catch-the-show-setup.ts';
import { ibmSetup } from '../vendors/ibm-setup.ts';
import { secureVideoSetup } from '../vendors/secure-video-setup.ts';
import { stapiSetup } from '../vendors/stapi-setup.ts';
import { hashlockCheck } from './hashlock-check.ts';

/** Makes the checks of one vendor of what the configuration says, also in its section "doctor". */
type VendorChecks = (
  call: Call,
  doctor: ConfigSection | undefined,
) => Promise<readonly DoctorCheck[]>;

/** The vendors that the doctor knows, by the names of their sections. */
export const VENDOR_CHECKS: ReadonlyMap<string, VendorChecks> = new Map<string, VendorChecks>([
  ['brightcove', brightcoveChecks],
  ['catchTheShow', catchTheShowChecks],
  ['hashlock', async (call) => [await hashlockCheck(await call.config())]],
  ['ibm', ibmChecks],
  ['secureVideo', secureVideoChecks],
  ['stapi', stapiChecks],
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

async function catchTheShowChecks(
  call: Call,
  doctor: ConfigSection | undefined,
): Promise<readonly DoctorCheck[]> {
  const origin = present({ origin: doctor?.maybeText('origin') });
  return catchTheShowDoctor({ ...(await catchTheShowSetup(call)), ...origin });
}

async function stapiChecks(
  call: Call,
  doctor: ConfigSection | undefined,
): Promise<readonly DoctorCheck[]> {
  const { section, api, playback } = await stapiSetup(call);
  return stapiDoctor({
    api: await api(),
    ...(section.has('mediaUrls') && { playback: await playback() }),
    ...present({ origin: doctor?.maybeText('origin') }),
  });
}

async function secureVideoChecks(
  call: Call,
  doctor: ConfigSection | undefined,
): Promise<readonly DoctorCheck[]> {
  return secureVideoDoctor({
    ...(await secureVideoSetup(call)),
    ...present({
      echoUrl: doctor?.maybeText('echoUrl'),
      allowedAddresses: doctor?.maybeTexts('addresses'),
    }),
  });
}
