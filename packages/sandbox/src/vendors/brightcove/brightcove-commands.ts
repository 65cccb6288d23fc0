import type { Commands } from '../emulator.ts';
import type { Account } from './account/account.ts';
import { BLACKLIST_LIMIT } from './account/blacklist.ts';
import { parsePlace } from './account/visitor.ts';
import { allowDetails, detail, isCount } from './command-details.ts';
import type { Failures } from './failures.ts';
import type { ApiClient } from './management/api-client.ts';
import type { Audits } from './management/audits.ts';

/** What can be told something. */
export interface Told {
  readonly account: Account;
  readonly client: ApiClient;
  readonly audits: Audits;
  readonly failures: Failures;
}

/** See the package's README for what each does. */
export function brightcoveCommands({ account, client, audits, failures }: Told): Commands {
  return {
    setAccount: (details) => {
      account.changeSettings(details);
      return account.settings;
    },
    setVideo: (details) => account.videos.set(details),
    setRight: (details) => account.setRight(details),
    setPlace(details) {
      const { ip, place } = parsePlace(details);
      account.visitors.setPlace(ip, place);
    },
    setClient: (details) => client.setPermissions(details),
    seedBlacklist(details) {
      allowDetails(details, ['entries']);
      const entries = detail(details, 'entries', isCount, 'a whole number') ?? BLACKLIST_LIMIT;
      for (let i = 1; account.blacklist.list().length < Math.min(entries, BLACKLIST_LIMIT); i++)
        account.blacklist.add(`e30.${Buffer.from(`{"sub":"${i}"}`).toString('base64url')}.AA`);
    },
    failAudit(details) {
      allowDetails(details, ['times']);
      audits.failNext(detail(details, 'times', isCount, 'a whole number') ?? 1);
    },
    fail: (details) => failures.order(details),
  };
}
