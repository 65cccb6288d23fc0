import type { JsonObject } from '../../json-members.ts';
import { isText, isTexts } from '../../json-members.ts';
import { SandboxError } from '../../sandbox-error.ts';
import type { Commands } from '../emulator.ts';
import type { AddressList } from './api/address-list.ts';
import type { Alarms } from './api/alarms.ts';
import type { CodeGuard } from './hub/code-guard.ts';
import type { Failure, Failures } from './api/failures.ts';
import type { HourlyQuota } from './api/hourly-quota.ts';
import type { Logins } from './account/logins.ts';
import type { Sessions } from './account/sessions.ts';
import type { Users } from './account/users.ts';

export interface SecureVideoCommandParts {
  readonly addresses: AddressList;
  readonly alarms: Alarms;
  readonly failures: Failures;
  readonly guard: CodeGuard;
  readonly logins: Logins;
  readonly quota: HourlyQuota;
  readonly sessions: Sessions;
  readonly users: Users;
  readonly setIdentifierParameter: (name: string) => void;
}

/** What SecureVideo's stand-in can be told: mostly what in earnest only the vendor's support can do. */
export function secureVideoCommands(parts: SecureVideoCommandParts): Commands {
  const { addresses, alarms, failures, guard, logins, quota, sessions, users } = parts;
  return {
    setQuota({ perHour }) {
      check(isCount(perHour) && perHour > 0, 'perHour must be a whole number from 1 on.');
      quota.setLimit(perHour);
      return { perHour: quota.perHour, used: quota.used };
    },
    setAllowedAddresses({ addresses: allowed }) {
      check(isTexts(allowed) && allowed.length <= 100, 'addresses must be a list of IP addresses.');
      addresses.set(allowed);
    },
    setCallerAddress({ address }) {
      check(isText(address) && address !== '', 'address must be an IP address.');
      addresses.caller = address;
    },
    restoreAddress({ address }) {
      check(isText(address), 'address must be an IP address.');
      guard.restore(address);
    },
    failNext: (details) => failures.add(readFailure(details)),
    expireLogin({ guid }) {
      check(guid === undefined || isText(guid), 'guid must be the GUID of a login.');
      if (guid === undefined) return logins.endAll();
      const login = logins.get(guid);
      check(login !== undefined, 'guid must be the GUID of a login.');
      logins.end(login);
    },
    setPasskeys({ enabled }) {
      check(typeof enabled === 'boolean', 'enabled must be true or false.');
      sessions.passkeys = enabled;
    },
    setIdentifierParameter({ name }) {
      check(isText(name) && /^\w{1,64}$/.test(name), 'name must be the name of a query parameter.');
      parts.setIdentifierParameter(name);
    },
    forgetForeignUsers: () => users.forgetForeign(),
    alarms: () => ({ alarms: alarms.list() }),
  };
}

function readFailure({ status, body = 'json', text, times = 1 }: JsonObject): Failure {
  check(isCount(status) && status >= 400 && status <= 599, 'status must be from 400 to 599.');
  check(
    body === 'json' || body === 'html' || body === 'empty',
    'body must be json, html or empty.',
  );
  check(text === undefined || isText(text), 'text must be a text.');
  check(isCount(times) && times >= 1 && times <= 1000, 'times must be from 1 to 1000.');
  return { status, body, text: text ?? 'The sandbox was told to fail', times };
}

const isCount = (value: unknown): value is number => Number.isInteger(value);

function check(holds: boolean, message: string): asserts holds {
  if (!holds) throw new SandboxError('invalid_option', message);
}
