import { ServerError } from '../server-error.ts';

/** @throws {ServerError} `config` */
export function checkAccountId(accountId: string): string {
  if (typeof accountId === 'string' && /^\d{1,20}$/.test(accountId)) return accountId;
  throw new ServerError('config', 'accountId must be the digits of a Video Cloud account.');
}
