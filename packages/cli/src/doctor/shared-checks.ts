import {
  cachingCheck,
  clockCheck,
  corsCheck,
  egressAddressCheck,
  passEndpointCheck,
} from '@playgate/server/doctor';
import type { DoctorCheck } from '@playgate/server/doctor';
import type { Config } from '../config/config.ts';
import type { ConfigSection } from '../config/config-section.ts';
import { present } from '../present.ts';
import { VENDORS } from '../vendors/vendors.ts';
import { secretFilesCheck } from './secret-files-check.ts';

const MEMBERS = ['clockUrl', 'echoUrl', 'addresses', 'passEndpoint', 'cors', 'origin'];

/** What is looked at whatever the vendor: what the section "doctor" names, and the files of secrets. */
export function sharedChecks(config: Config): readonly DoctorCheck[] {
  const files = config.secretFiles.length > 0 ? [secretFilesCheck(config.secretFiles)] : [];
  if (!config.has('doctor')) return files;
  const section = config.section('doctor');
  section.only(...MEMBERS, ...VENDORS.map((vendor) => vendor.section));
  const [clockUrl, endpoint] = [section.maybeText('clockUrl'), section.maybeText('passEndpoint')];
  return [
    ...files,
    ...(clockUrl === undefined ? [] : [clockCheck({ url: clockUrl })]),
    ...(section.has('echoUrl') || section.has('addresses') ? [addressCheck(section)] : []),
    ...(endpoint === undefined
      ? []
      : [passEndpointCheck({ url: endpoint }), cachingCheck({ url: endpoint })]),
    ...section.sections('cors').map((cors) => readCorsCheck(cors, section.maybeText('origin'))),
  ];
}

function addressCheck(section: ConfigSection): DoctorCheck {
  return egressAddressCheck(
    present({ echoUrl: section.maybeText('echoUrl'), allowed: section.maybeTexts('addresses') }),
  );
}

function readCorsCheck(section: ConfigSection, origin: string | undefined): DoctorCheck {
  section.only('url', 'origin', 'method', 'headers', 'credentials');
  return corsCheck({
    url: section.text('url'),
    origin: section.maybeText('origin') ?? origin ?? section.text('origin'),
    ...present({
      method: section.maybeText('method'),
      headers: section.maybeTexts('headers'),
      credentials: section.maybeBoolean('credentials'),
    }),
  });
}
