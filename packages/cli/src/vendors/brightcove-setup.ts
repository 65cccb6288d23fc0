import { createBrightcoveClient, createMintedTokens } from '@playgate/server/brightcove';
import type {
  BrightcoveClient,
  BrightcoveOptions,
  MintedTokens,
} from '@playgate/server/brightcove';
import { CliError } from '../cli-error.ts';
import type { Call } from '../command.ts';
import type { ConfigSection } from '../config/config-section.ts';
import { present } from '../present.ts';
import { loadStore } from './load-store.ts';

const SIGNING = ['accountId', 'signingKey', 'algorithm'];
const MANAGEMENT = ['clientId', 'clientSecret', 'apiUrl', 'tokenUrl', 'reportHosts'];
const PLAYBACK = [
  ...['playbackUrl', 'mediaUrls', 'licenseUrls', 'segmentUrls', 'prefer', 'resolveSource'],
  ...['bindToVideo', 'childTokens', 'configId', 'adConfigId', 'pageOrigin'],
];
const STORE = ['store', 'storePrefix', 'maxPerViewer'];

/** What the configuration says of Brightcove. Each part is read when it is needed. */
export interface BrightcoveSetup {
  readonly section: ConfigSection;
  client(): Promise<BrightcoveClient>;
  /** What `brightcove` is given. */
  vendor(): Promise<BrightcoveOptions>;
  /** The record of who holds which tokens, shared with the backend. */
  mintedTokens(): Promise<MintedTokens>;
}

/** @throws {CliError} `config` */
export async function brightcoveSetup(call: Call): Promise<BrightcoveSetup> {
  const section = (await call.config()).section('brightcove');
  section.only(...SIGNING, ...MANAGEMENT, ...PLAYBACK, ...STORE);
  const { fetch, clock } = call.io;
  const setup: BrightcoveSetup = {
    section,
    client: async () =>
      createBrightcoveClient({
        ...{ fetch, clock },
        accountId: section.text('accountId'),
        clientId: section.text('clientId'),
        clientSecret: await section.secret('clientSecret'),
        ...present({
          apiUrl: section.maybeText('apiUrl'),
          tokenUrl: section.maybeText('tokenUrl'),
          reportHosts: section.maybeTexts('reportHosts'),
        }),
      }),
    vendor: async () => ({
      ...{ fetch, clock },
      accountId: section.text('accountId'),
      signingKey: await section.secret('signingKey'),
      ...playbackOptions(section),
      ...(section.has('store') && { mintedTokens: await setup.mintedTokens() }),
    }),
    async mintedTokens() {
      const file = section.maybeFile('store');
      if (file === undefined)
        throw new CliError(
          'config',
          'brightcove.store is missing: the module that exports the store in which your backend keeps who holds which token.',
        );
      const { blacklist } = await setup.client();
      return createMintedTokens({
        ...{ blacklist, clock, store: await loadStore(file) },
        ...present({
          prefix: section.maybeText('storePrefix'),
          maxPerViewer: section.maybeNumber('maxPerViewer'),
        }),
      });
    },
  };
  return setup;
}

/** Just the client of its management APIs. */
export async function brightcoveClient(call: Call): Promise<BrightcoveClient> {
  return (await brightcoveSetup(call)).client();
}

/** The algorithm that the account's keys are for. */
export function brightcoveAlgorithm(section: ConfigSection): 'RS256' | 'ES256' | undefined {
  return section.maybeOneOf('algorithm', ['RS256', 'ES256']);
}

function playbackOptions(section: ConfigSection): Partial<BrightcoveOptions> {
  return present({
    algorithm: brightcoveAlgorithm(section),
    playbackUrl: section.maybeText('playbackUrl'),
    mediaUrls: section.maybeTexts('mediaUrls'),
    licenseUrls: section.maybeTexts('licenseUrls'),
    segmentUrls: section.maybeTexts('segmentUrls'),
    prefer: section.maybeOneOf('prefer', ['hls', 'dash']),
    resolveSource: section.maybeBoolean('resolveSource'),
    bindToVideo: section.maybeBoolean('bindToVideo'),
    childTokens: section.maybeOneOf('childTokens', ['replace', 'keep']),
    configId: section.maybeText('configId'),
    adConfigId: section.maybeText('adConfigId'),
    pageOrigin: section.maybeText('pageOrigin'),
  });
}
