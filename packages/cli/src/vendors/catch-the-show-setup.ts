import type { CatchTheShowOptions } from '@playgate/server/catch-the-show';
import type { Call } from '../command.ts';
import { present } from '../present.ts';

const MEMBERS = ['secretKey', 'nextSecretKey', 'environment', 'baseUrl', 'mediaUrls'];

/**
 * What the configuration says of Catch The Show.
 *
 * @throws {CliError} `config`
 */
export async function catchTheShowSetup(call: Call): Promise<CatchTheShowOptions> {
  const section = (await call.config()).section('catchTheShow');
  section.only(...MEMBERS);
  const { fetch, clock } = call.io;
  return {
    ...{ fetch, clock },
    secretKey: await section.secret('secretKey'),
    mediaUrls: section.maybeTexts('mediaUrls') ?? [],
    ...present({
      nextSecretKey: await section.maybeSecret('nextSecretKey'),
      environment: section.maybeOneOf('environment', ['development', 'staging', 'production']),
      baseUrl: section.maybeText('baseUrl'),
    }),
  };
}
