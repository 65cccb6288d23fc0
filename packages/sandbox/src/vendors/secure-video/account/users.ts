import type { JsonObject } from '../../../json-members.ts';
import { isText } from '../../../json-members.ts';
import { setBounded } from '../../../set-bounded.ts';

const FIELDS = [
  'FullName',
  'EmailAddress',
  'SmsNumber',
  'DefaultResolution',
  'TimeZoneWindowsId',
  'HelpNumber',
  'ExternalId',
  'SystemRoles',
] as const;

type Fields = Record<(typeof FIELDS)[number], string>;

/** What of a user can be written, by the API's own names. */
export type UserFields = Readonly<Fields>;

export interface User {
  readonly id: number;
  /** Whether it is the customer's; other customers' users exist, too. */
  readonly isOwn: boolean;
  readonly fields: UserFields;
}

export interface Users {
  /** The customer's own. */
  list(): readonly User[];
  get(id: number): User | undefined;
  byExternalId(externalId: string): User | undefined;
  /** @param place Default is an id that was never used, for the customer. */
  create(fields: UserFields, place?: { readonly id: number; readonly isOwn: boolean }): User;
  update(user: User, fields: UserFields): User;
  remove(user: User): void;
  /** Other customers' users are there no longer. */
  forgetForeign(): void;
}

export function createUsers(): Users {
  const users = new Map<number, User>();
  let lastId = 3000;
  const keep = (user: User): User => {
    setBounded(users, user.id, user, 1000);
    return user;
  };
  const list = (): readonly User[] => [...users.values()].filter((user) => user.isOwn);
  return {
    list,
    get: (id) => users.get(id),
    byExternalId: (id) => list().find(({ fields }) => fields.ExternalId === id),
    create(fields, place = { id: (lastId += 1), isOwn: true }) {
      return keep({ ...place, fields });
    },
    update: (user, fields) => keep({ ...user, fields }),
    remove: (user) => void users.delete(user.id),
    forgetForeign() {
      for (const user of [...users.values()]) if (!user.isOwn) users.delete(user.id);
    },
  };
}

/** What a user is who says nothing else. */
export const PLAIN_USER: UserFields = {
  FullName: '',
  EmailAddress: '',
  SmsNumber: '',
  DefaultResolution: 'high',
  TimeZoneWindowsId: '',
  HelpNumber: '',
  ExternalId: '',
  SystemRoles: 'H,P',
};

/** What a user cannot be without. The document names nothing. */
const REQUIRED = ['FullName', 'EmailAddress', 'TimeZoneWindowsId'] as const;

const LONGEST_TEXT = 256;

/** @returns The fields, or what is wrong with them. */
export function readUserFields(
  body: JsonObject,
  before: UserFields = PLAIN_USER,
): UserFields | string {
  const fields: Fields = { ...before };
  for (const name of FIELDS) {
    const value = body[name] ?? fields[name];
    if (!isText(value) || value.length > LONGEST_TEXT) return `${name} is not valid`;
    fields[name] = value;
  }
  const missing = REQUIRED.find((name) => fields[name].trim() === '');
  return missing === undefined ? fields : `${missing} is required`;
}

/** Administrators cannot be deleted. The letter of their role is not printed anywhere; here it is A. */
export const isAdministrator = ({ fields }: User): boolean =>
  fields.SystemRoles.split(',').includes('A');

/** A new password is taken and never shown. */
export const printUser = ({ id, fields }: User): JsonObject => ({
  SystemUserId: String(id),
  ...fields,
  VideoId: `securevideo+sv${String(id).padStart(10, '0')}`,
  NewPassword: null,
});
