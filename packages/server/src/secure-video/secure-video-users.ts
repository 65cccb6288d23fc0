import { apiPath } from '../api/api-path.ts';
import { secret } from '../secret/secret.ts';
import type { SecretInput } from '../secret/secret.ts';
import { readId, readList, readText } from './read-members.ts';
import { LARGEST_LIST, readNothing } from './secure-video-caller.ts';
import type { SecureVideoCaller, SecureVideoCallOptions } from './secure-video-caller.ts';
import { addressOf } from './user-ref.ts';
import type { SecureVideoUserRef } from './user-ref.ts';

/** A user of your company. */
export interface SecureVideoUser {
  readonly id: string;
  readonly fullName: string | undefined;
  readonly emailAddress: string | undefined;
  readonly smsNumber: string | undefined;
  readonly defaultResolution: string | undefined;
  /** As Windows names time zones, such as `Pacific Standard Time`. */
  readonly timeZoneWindowsId: string | undefined;
  readonly helpNumber: string | undefined;
  /** Your own system's id. */
  readonly externalId: string | undefined;
  /** Letters, such as `H` and `P`. */
  readonly systemRoles: readonly string[];
}

/** What can be written of a user. */
export interface SecureVideoUserChanges {
  readonly fullName?: string;
  readonly emailAddress?: string;
  readonly smsNumber?: string;
  readonly defaultResolution?: string;
  readonly timeZoneWindowsId?: string;
  readonly helpNumber?: string;
  readonly externalId?: string;
  readonly systemRoles?: readonly string[];
  /** A temporary password. The only password that the API is ever given. */
  readonly newPassword?: SecretInput;
}

/** A user to be made. */
export type NewSecureVideoUser = SecureVideoUserChanges &
  Required<Pick<SecureVideoUserChanges, 'fullName' | 'emailAddress' | 'timeZoneWindowsId'>>;

/**
 * The users of your company.
 *
 * @see SecureVideo, "API - Users".
 */
export interface SecureVideoUsers {
  /** One array: the vendor answers all of them at once, without pages. */
  list(options?: SecureVideoCallOptions): Promise<readonly SecureVideoUser[]>;
  /** @throws {ServerError} `vendor_not_found`; `vendor_forbidden` for another company's. */
  read(user: SecureVideoUserRef, options?: SecureVideoCallOptions): Promise<SecureVideoUser>;
  create(user: NewSecureVideoUser, options?: SecureVideoCallOptions): Promise<SecureVideoUser>;
  update(
    user: SecureVideoUserRef,
    changes: SecureVideoUserChanges,
    options?: SecureVideoCallOptions,
  ): Promise<SecureVideoUser>;
  /** @throws {ServerError} `vendor_forbidden` for an Administrator, too. */
  delete(user: SecureVideoUserRef, options?: SecureVideoCallOptions): Promise<void>;
}

/** @param call Calls the API. */
export function secureVideoUsers(call: SecureVideoCaller): SecureVideoUsers {
  return {
    async list(options) {
      const list = { method: 'GET', path: apiPath`/user`, maxAnswerBytes: LARGEST_LIST } as const;
      return call(list, (body) => readList(body, readUser), options);
    },
    async read(user, options) {
      const { id, query } = addressOf(user);
      return call({ method: 'GET', path: apiPath`/user/${id}`, query }, readUser, options);
    },
    create: async (user, options) =>
      call({ method: 'POST', path: apiPath`/user`, json: printChanges(user) }, readUser, options),
    async update(user, changes, options) {
      const { id, query } = addressOf(user);
      const json = printChanges(changes);
      return call({ method: 'PUT', path: apiPath`/user/${id}`, query, json }, readUser, options);
    },
    async delete(user, options) {
      const { id, query } = addressOf(user);
      await call({ method: 'DELETE', path: apiPath`/user/${id}`, query }, readNothing, options);
    },
  };
}

function readUser(value: unknown): SecureVideoUser {
  return {
    id: readId(value, 'SystemUserId'),
    fullName: readText(value, 'FullName'),
    emailAddress: readText(value, 'EmailAddress'),
    smsNumber: readText(value, 'SmsNumber'),
    defaultResolution: readText(value, 'DefaultResolution'),
    timeZoneWindowsId: readText(value, 'TimeZoneWindowsId'),
    helpNumber: readText(value, 'HelpNumber'),
    externalId: readText(value, 'ExternalId'),
    systemRoles: readText(value, 'SystemRoles')?.split(',') ?? [],
  };
}

/** Members that are not given are not sent. */
function printChanges(changes: SecureVideoUserChanges): Readonly<Record<string, unknown>> {
  const { systemRoles, newPassword } = changes;
  return {
    FullName: changes.fullName,
    EmailAddress: changes.emailAddress,
    SmsNumber: changes.smsNumber,
    DefaultResolution: changes.defaultResolution,
    TimeZoneWindowsId: changes.timeZoneWindowsId,
    HelpNumber: changes.helpNumber,
    ExternalId: changes.externalId,
    SystemRoles: systemRoles?.join(','),
    NewPassword: newPassword && secret(newPassword, { name: 'newPassword' }).reveal(),
  };
}
