import { stapi, stapiDoctor } from '@playgate/server/stapi';
import type { StapiApplication, StapiClientOptions, StapiOptions } from '@playgate/server/stapi';
import type { Call } from '../command.ts';
import type { ConfigSection } from '../config/config-section.ts';
import { present } from '../present.ts';
import type { ConfiguredVendor } from './configured-vendor.ts';

export const stapiVendor: ConfiguredVendor = {
  section: 'stapi',
  mints: async (call) => stapi(await playbackIn(await sectionOf(call), call)),
  async checks(call, doctor) {
    const section = await sectionOf(call);
    return stapiDoctor({
      api: await apiIn(section, call),
      ...(section.has('mediaUrls') && { playback: await playbackIn(section, call) }),
      ...present({ origin: doctor?.maybeText('origin') }),
    });
  },
};

async function sectionOf(call: Call): Promise<ConfigSection> {
  const section = (await call.config()).section('stapi');
  section.only(
    ...['apiKey', 'nextApiKey', 'apiUrl', 'mediaUrls'],
    ...['tokenUrl', 'clientId', 'clientSecret', 'authMethod', 'scope', 'narrowTo'],
  );
  return section;
}

async function playbackIn(section: ConfigSection, { io }: Call): Promise<StapiOptions> {
  const { fetch, clock } = io;
  return {
    ...{ fetch, clock },
    ...(await applicationIn(section)),
    mediaUrls: section.maybeTexts('mediaUrls') ?? [],
    ...present({
      scope: section.maybeText('scope'),
      narrowTo: section.maybeOneOf('narrowTo', ['film', 'account']),
    }),
  };
}

/** The API key or, without one, the application. */
async function apiIn(section: ConfigSection, { io }: Call): Promise<StapiClientOptions> {
  const { fetch, clock } = io;
  return {
    ...{ fetch, clock },
    ...present({
      apiUrl: section.maybeText('apiUrl'),
      apiKey: await section.maybeSecret('apiKey'),
      nextApiKey: await section.maybeSecret('nextApiKey'),
    }),
    ...(!section.has('apiKey') && { oauth: await applicationIn(section) }),
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
