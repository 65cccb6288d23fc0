import { epochMs } from '@playgate/server';
import type { SecureVideoClient } from '@playgate/server/secure-video';
import { listAccounts } from '../accounts.ts';
import type { Account } from '../accounts.ts';

const HOUR_MS = 3_600_000;

/** Makes our accounts known at the vendor, each with a visit of the other. An application does this when people book. */
export async function bookVisits(
  { users, sessions }: Pick<SecureVideoClient, 'users' | 'sessions'>,
  now: number = Date.now(),
): Promise<void> {
  const soon = (Math.floor(now / HOUR_MS) + 1) * HOUR_MS;
  const accounts = listAccounts();
  for (const { id, name, email } of accounts)
    await users.create({
      ...{ fullName: name, emailAddress: email, externalId: id, timeZoneWindowsId: 'UTC' },
    });
  for (const [days, host] of accounts.entries())
    await sessions.create(
      { externalId: host.id },
      {
        scheduledAt: epochMs(soon + days * 24 * HOUR_MS),
        participants: accounts.filter((one) => one !== host).map(guestOf),
      },
    );
}

const guestOf = ({ name, email }: Account) => ({ fullName: name, emailAddress: email });
