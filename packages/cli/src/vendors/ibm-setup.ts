import { createIbmClient, createIbmViewerTokens, ibmViewerAuth } from '@playgate/server/ibm';
import type {
  IbmClient,
  IbmClientOptions,
  IbmViewerTokensOptions,
  NewHashLock,
} from '@playgate/server/ibm';
import type { Vendor } from '@playgate/server';
import type { Call } from '../command.ts';
import type { ConfigSection } from '../config/config-section.ts';
import { present } from '../present.ts';

const MEMBERS = [
  ...['clientId', 'clientSecret', 'authMethod', 'apiUrl', 'tokenUrl', 'scope', 'deviceName'],
  ...['lockSecret', 'signingKey', 'vendorOrigin', 'setBackSeconds'],
];

/** What the configuration says of IBM Video Streaming. Each part is read when it is needed. */
export interface IbmSetup {
  readonly section: ConfigSection;
  clientOptions(): Promise<IbmClientOptions>;
  client(): Promise<IbmClient>;
  /** What locks are set with. */
  lockSecret(): Promise<NewHashLock['secret']>;
  /** Of viewer authentication v2. */
  tokens(): Promise<IbmViewerTokensOptions>;
  viewerAuth(): Promise<Vendor>;
}

/** @throws {CliError} `config` */
export async function ibmSetup(call: Call): Promise<IbmSetup> {
  const section = (await call.config()).section('ibm');
  section.only(...MEMBERS);
  const { fetch, clock } = call.io;
  const apiUrl = present({ apiUrl: section.maybeText('apiUrl') });
  const setup: IbmSetup = {
    section,
    clientOptions: async () => ({
      ...{ fetch, clock, ...apiUrl },
      clientId: section.text('clientId'),
      clientSecret: await section.secret('clientSecret'),
      ...present({
        authMethod: section.maybeOneOf('authMethod', ['basic-raw', 'basic']),
        tokenUrl: section.maybeText('tokenUrl'),
        scope: section.maybeText('scope'),
        deviceName: section.maybeText('deviceName'),
      }),
    }),
    client: async () => createIbmClient(await setup.clientOptions()),
    lockSecret: () => section.secret('lockSecret'),
    tokens: async () => ({
      ...{ fetch, clock, ...apiUrl },
      signingKey: await section.secret('signingKey'),
      ...present({ setBackSeconds: section.maybeNumber('setBackSeconds') }),
    }),
    viewerAuth: async () =>
      ibmViewerAuth({
        tokens: createIbmViewerTokens(await setup.tokens()),
        ...present({ vendorOrigin: section.maybeText('vendorOrigin') }),
      }),
  };
  return setup;
}
