import type { StapiApplication, StapiClientOptions, StapiOptions } from '@playgate/server/stapi';
import type { Call } from '../command.ts';
import type { ConfigSection } from '../config/config-section.ts';
import { present } from '../present.ts';

const MEMBERS = [
  ...['apiKey', 'nextApiKey', 'baseUrl', 'mediaUrls'],
  ...['tokenUrl', 'clientId', 'clientSecret', 'authMethod', 'scope', 'narrowTo'],
];

/** What the configuration says of STAPI. Each part is read when it is needed. */
export interface StapiSetup {
  readonly section: ConfigSection;
  /** What `stapi` is given. */
  playback(): Promise<StapiOptions>;
  /** What `createStapiClient` is given: the API key or, without one, the application. */
  api(): Promise<StapiClientOptions>;
}

/** @throws {CliError} `config` */
export async function stapiSetup(call: Call): Promise<StapiSetup> {
  const section = (await call.config()).section('stapi');
  section.only(...MEMBERS);
  const { fetch, clock } = call.io;
  return {
    section,
    playback: async () => ({
      ...{ fetch, clock },
      ...(await applicationIn(section)),
      mediaUrls: section.maybeTexts('mediaUrls') ?? [],
      ...present({
        scope: section.maybeText('scope'),
        narrowTo: section.maybeOneOf('narrowTo', ['film', 'account']),
      }),
    }),
    api: async () => ({
      ...{ fetch, clock },
      ...present({
        baseUrl: section.maybeText('baseUrl'),
        apiKey: await section.maybeSecret('apiKey'),
        nextApiKey: await section.maybeSecret('nextApiKey'),
      }),
      ...(!section.has('apiKey') && { oauth: await applicationIn(section) }),
    }),
  };
}

async function applicationIn(section: ConfigSection): Promise<StapiApplication> {
  return {
    tokenUrl: section.text('tokenUrl'),
    clientId: section.text('clientId'),
    clientSecret: await section.secret('clientSecret'),
    ...present({ authMethod: section.maybeOneOf('authMethod', ['basic', 'post']) }),
  };
}
