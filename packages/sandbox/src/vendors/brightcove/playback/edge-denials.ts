import type { Verdict } from '../../../credentials/judgement.ts';
import type { AccountSettings } from '../account/account-settings.ts';
import type { Denial } from '../denial.ts';
import { FORBIDDEN_MESSAGE } from '../denial.ts';

/** @see Brightcove, "Playback Restrictions error table". */
export const NOT_ALLOWED: Denial = {
  status: 405,
  code: 'METHOD_NOT_ALLOWED',
  subcode: 'METHOD_NOT_ALLOWED',
};

export const DUPLICATE_PARAMETERS: Denial = {
  status: 400,
  code: 'BAD_REQUEST',
  subcode: 'DUPLICATE_PARAMETERS',
};

export const notFound = (subcode: 'VIDEO_NOT_FOUND' | 'PLAYLIST_NOT_FOUND'): Denial => ({
  status: 404,
  code: 'NOT_FOUND',
  subcode,
});

/** `undefined` for a token that counts. */
export function tokenDenial(verdict: Verdict): Denial | undefined {
  if (verdict === 'ok') return undefined;
  const subcode = verdict === 'missing' ? 'TOKEN_REQUIRED' : 'TOKEN_VALIDATION';
  return { status: 401, code: 'ACCESS_DENIED', subcode };
}

/** @param settings Say whether the newer table's word goes with it or the older one's. */
export const forbidden = (
  settings: AccountSettings,
  subcode: string,
  country?: string,
): Denial => ({
  status: 403,
  code: settings.forbiddenCode,
  subcode,
  message: FORBIDDEN_MESSAGE,
  ...(subcode === 'CLIENT_GEO' && country !== undefined && { clientGeo: country.toLowerCase() }),
});

/** The documents name no refusal for a token made for another video; this one's meaning, "does not entitle", comes nearest. */
export const NOT_ENTITLED = 'OFFERS';

/** Methods that these hosts take. */
export const isReading = (method: string): boolean => ['GET', 'HEAD'].includes(method);

export function hasDuplicates({ searchParams }: URL): boolean {
  const names = [...searchParams.keys()];
  return new Set(names).size < names.length;
}
