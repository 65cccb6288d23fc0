import type { SecureVideoClientOptions } from '@playgate/server/secure-video';
import type { Call } from '../command.ts';
import { present } from '../present.ts';

const MEMBERS = ['identifier', 'secretKey', 'baseUrl', 'hubUrl', 'callsPerHour'];

/**
 * What the configuration says of SecureVideo.
 *
 * @throws {CliError} `config`
 */
export async function secureVideoSetup(call: Call): Promise<SecureVideoClientOptions> {
  const section = (await call.config()).section('secureVideo');
  section.only(...MEMBERS);
  const { fetch, clock } = call.io;
  const perHour = section.maybeNumber('callsPerHour');
  return {
    ...{ fetch, clock },
    identifier: section.text('identifier'),
    secretKey: await section.secret('secretKey'),
    ...(perHour !== undefined && { quota: { perHour } }),
    ...present({ baseUrl: section.maybeText('baseUrl'), hubUrl: section.maybeText('hubUrl') }),
  };
}
