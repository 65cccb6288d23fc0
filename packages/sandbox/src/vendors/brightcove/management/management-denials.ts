import type { Denial } from '../denial.ts';

/** @see Brightcove, OpenAPI files of the Key and Devices APIs. */
export const MISSING: Denial = {
  status: 404,
  code: 'NOT_FOUND',
  subcode: 'RESOURCE_NOT_FOUND',
};

export const badRequest = (subcode: string, message?: string): Denial => ({
  ...{ status: 400, code: 'BAD_REQUEST', subcode },
  ...(message !== undefined && { message }),
});
