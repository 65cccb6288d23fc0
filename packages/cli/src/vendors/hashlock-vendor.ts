import { createDoctorCheck } from '@playgate/server/doctor';
import { verifyHashlock } from '@playgate/server/hashlock';
import { hashlockSettings } from '../hash/hashlock-settings.ts';
import type { ConfiguredVendor } from './configured-vendor.ts';

const ID = 'hashlock.secret';

/** A hashlock of one's own. Its passes come of what a viewer brings back, so there is nothing to mint here. */
export const hashlockVendor: ConfiguredVendor = {
  section: 'hashlock',
  async checks(call) {
    const { key } = await hashlockSettings(await call.config());
    const check = createDoctorCheck({ id: ID, title: 'the secret of hashlocks' }, async () => {
      // Reading any response checks the options.
      verifyHashlock('false', key);
      return [
        { id: ID, level: 'ok', summary: 'The secret of hashlocks is long enough to sign with.' },
      ];
    });
    return [check];
  },
};
