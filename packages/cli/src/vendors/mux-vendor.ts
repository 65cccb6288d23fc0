import { mux, muxDoctor } from '@playgate/server/mux';
import type { MuxKind, MuxOptions } from '@playgate/server/mux';
import { CliError } from '../cli-error.ts';
import type { Call } from '../command.ts';
import { present } from '../present.ts';
import type { ConfiguredVendor } from './configured-vendor.ts';

export const muxVendor: ConfiguredVendor = {
  section: 'mux',
  mints: async (call) => mux(await optionsIn(call)),
  async checks(call, doctor) {
    const own = doctor?.maybeSection('mux');
    own?.only('asset');
    return muxDoctor({
      vendor: await optionsIn(call),
      ...present({ asset: own?.maybeText('asset'), origin: doctor?.maybeText('origin') }),
    });
  },
};

async function optionsIn(call: Call): Promise<MuxOptions> {
  const section = (await call.config()).section('mux');
  section.only(
    ...['keyId', 'signingKey', 'kinds', 'playbackRestrictionId'],
    ...['streamUrl', 'imageUrl', 'licenseUrl', 'mediaUrls'],
  );
  return {
    keyId: section.text('keyId'),
    signingKey: await section.secret('signingKey'),
    ...present({
      kinds: section.maybeTexts('kinds')?.map(kindOf),
      playbackRestrictionId: section.maybeText('playbackRestrictionId'),
      streamUrl: section.maybeText('streamUrl'),
      imageUrl: section.maybeText('imageUrl'),
      licenseUrl: section.maybeText('licenseUrl'),
      mediaUrls: section.maybeTexts('mediaUrls'),
    }),
  };
}

const KINDS: readonly MuxKind[] = ['video', 'thumbnail', 'gif', 'storyboard', 'drm_license'];

function kindOf(word: string): MuxKind {
  const kind = KINDS.find((one) => one === word);
  if (kind === undefined)
    throw new CliError('config', `mux.kinds must be a list of ${KINDS.join(', ')}.`);
  return kind;
}
