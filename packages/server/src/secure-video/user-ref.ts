import { ServerError } from '../server-error.ts';

/** A user: by SecureVideo's id, or by the id that your own system gave them. */
export type SecureVideoUserRef = string | { readonly externalId: string };

/** How a user is spelled in a call. */
export interface UserAddress {
  /** In the path. */
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
}

/**
 * Spells a user: `5`, or `0?externalId=` with your own system's id.
 *
 * @throws {ServerError} `invalid_value`
 * @see SecureVideo, "API - Users".
 */
export function addressOf(user: SecureVideoUserRef): UserAddress {
  if (typeof user === 'string') return { id: checkId(user, 'The user'), query: {} };
  const { externalId } = user;
  if (typeof externalId !== 'string' || externalId.trim() === '' || externalId.length > 256)
    throw new ServerError('invalid_value', 'externalId must be a text of 1 to 256 characters.');
  return { id: '0', query: { externalId } };
}

/**
 * An id that the vendor gave: digits, but not 0, which stands for "see externalId".
 *
 * @throws {ServerError} `invalid_value`, by name; never the value.
 */
export function checkId(id: string, name: string): string {
  if (typeof id !== 'string' || !/^[1-9]\d{0,17}$/.test(id))
    throw new ServerError('invalid_value', `${name} must be named by SecureVideo's id: digits.`);
  return id;
}
