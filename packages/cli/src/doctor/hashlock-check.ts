import { createDoctorCheck } from '@playgate/server/doctor';
import type { DoctorCheck } from '@playgate/server/doctor';
import { verifyHashlock } from '@playgate/server/hashlock';
import type { Config } from '../config/config.ts';
import { hashlockSettings } from '../hash/hashlock-settings.ts';

const ID = 'hashlock.secret';

/** Says whether hashlocks can be signed: the secret is strong, and the fields have names that can be signed. */
export async function hashlockCheck(config: Config): Promise<DoctorCheck> {
  const { key } = await hashlockSettings(config);
  return createDoctorCheck({ id: ID, title: 'the secret of hashlocks' }, async () => {
    // Reading any response checks the options.
    verifyHashlock('false', key);
    return [
      { id: ID, level: 'ok', summary: 'The secret of hashlocks is long enough to sign with.' },
    ];
  });
}
