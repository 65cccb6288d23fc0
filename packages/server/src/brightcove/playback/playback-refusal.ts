import type { VendorRefusal } from '../../api/vendor-api.ts';
import { deny } from '../../mint/decision.ts';
import type { Deny, DenyReason } from '../../mint/decision.ts';
import { jsonMember } from '../../json-member.ts';
import { isServerError } from '../../server-error.ts';

/**
 * What the Playback API may say, as `error_subcode` or, without one, as `error_code`.
 *
 * @see Brightcove, "Playback Restrictions error reference" and "Playback API error reference".
 */
const REASONS: ReadonlySet<string> = new Set([
  ...['DUPLICATE_PARAMETERS', 'BAD_REQUEST', 'METHOD_NOT_ALLOWED'],
  ...['TOKEN_REQUIRED', 'TOKEN_VALIDATION', 'INVALID_JWT', 'JWT_AUTH', 'INVALID_POLICY_KEY'],
  ...['ACCOUNT_ID', 'CLIENT_GEO', 'CLIENT_IP', 'DOMAIN', 'OFFERS', 'TAGS', 'VIDEO_ID'],
  ...['POLICY_ERROR', 'API', 'AD_CONFIG', 'ACCESS_DENIED', 'FORBIDDEN'],
  ...['DENIED_BY_STREAM_LIMIT_CREATE', 'DENIED_BY_STREAM_LIMIT_RENEW', 'DENIED_BY_STREAM_LIMIT'],
  ...['DENIED_BY_DEVICE_LIMITING', 'VIDEO_NOT_PLAYABLE', 'PLAYLIST_NOT_PLAYABLE'],
  ...[
    'VIDEO_NOT_FOUND',
    'PLAYLIST_NOT_FOUND',
    'RESOURCE_NOT_FOUND',
    'ACCOUNT_NOT_FOUND',
    'NOT_FOUND',
  ],
  ...['SERVER_ERROR', 'SERVICE_UNAVAILABLE', 'SERVER_TIMEOUT', 'ACCOUNT_RETRIEVE_FAILURE'],
  ...['VIDEO_RETRIEVE_FAILURE', 'VIDEO_URLS_RETRIEVE_FAILURE', 'PLAYLIST_RETRIEVE_FAILURE'],
  ...['PLAYLIST_VIDEOS_RETRIEVE_FAILURE', 'PLAYBACK_RIGHT_RETRIEVE_FAILURE'],
  ...['RIGHTS_RETRIEVE_FAILURE', 'OFFERS_RETRIEVE_FAILURE', 'LICENSE_RETRIEVE_FAILURE'],
]);

/** Reads an error of the Playback API: a list of one object. */
export function readPlaybackRefusal(_status: number, body: unknown): VendorRefusal | undefined {
  const first: unknown = Array.isArray(body) ? body[0] : undefined;
  const reason = [jsonMember(first, 'error_subcode'), jsonMember(first, 'error_code')].find(
    (word) => typeof word === 'string' && REASONS.has(word),
  );
  if (typeof reason !== 'string') return undefined;
  // The key is good, but not for this account: nothing that a viewer could be told.
  return { reason, ...(reason === 'ACCOUNT_ID' && { code: 'vendor_credentials' }) };
}

/** Which of them are about the viewer or the video, by subcode: the error code beside them differs between the vendor's tables. */
const DENIALS: ReadonlyMap<string, DenyReason> = new Map([
  ['403 CLIENT_GEO', 'forbidden'],
  ['403 CLIENT_IP', 'forbidden'],
  ['403 DOMAIN', 'forbidden'],
  ['403 OFFERS', 'forbidden'],
  ['403 TAGS', 'forbidden'],
  ['403 VIDEO_ID', 'forbidden'],
  ['403 VIDEO_NOT_PLAYABLE', 'forbidden'],
  ['403 DENIED_BY_STREAM_LIMIT_CREATE', 'forbidden'],
  ['403 DENIED_BY_STREAM_LIMIT_RENEW', 'forbidden'],
  ['403 DENIED_BY_STREAM_LIMIT', 'forbidden'],
  ['403 DENIED_BY_DEVICE_LIMITING', 'forbidden'],
  ['404 VIDEO_NOT_FOUND', 'not_found'],
]);

/** What a viewer is told of an error, if it is about the viewer or the video; the audit gets the error itself. */
export function denialOf(error: unknown): Deny | undefined {
  if (!isServerError(error)) return undefined;
  const reason = DENIALS.get(`${error.status} ${error.reason}`);
  return reason && deny(reason, { cause: error });
}
