import { ibmDoctor } from '@playgate/server/ibm';
import { readContent } from './read-content.ts';
import { present } from '../present.ts';
import type { ConfiguredVendor } from './configured-vendor.ts';
import { ibmSetup } from './ibm-setup.ts';

export const ibmVendor: ConfiguredVendor = {
  section: 'ibm',
  mints: async (call) => (await ibmSetup(call)).viewerAuth(),
  async checks(call, doctor) {
    const { section, clientOptions, tokens } = await ibmSetup(call);
    const own = doctor?.maybeSection('ibm');
    own?.only('locked', 'entryUrls', 'embeddedIn');
    return ibmDoctor({
      ...(section.has('clientId') && { api: await clientOptions() }),
      ...(section.has('signingKey') && { tokens: await tokens() }),
      ...present({
        locked: own?.maybeTexts('locked')?.map((content) => readContent(content, 'config')),
        entryUrls: own?.maybeTexts('entryUrls'),
        embeddedIn: own?.maybeTexts('embeddedIn'),
        vendorOrigin: section.maybeText('vendorOrigin'),
      }),
    });
  },
};
