import type { Denial } from './denial.ts';
import { FORBIDDEN_MESSAGE } from './denial.ts';
import type { DoorName } from './door.ts';

const policy = (...subcodes: readonly string[]): readonly Denial[] =>
  subcodes.map((subcode) => ({
    ...{ status: 403, code: 'ACCESS_DENIED', subcode, message: FORBIDDEN_MESSAGE },
  }));

const rows = (status: number, code: string, ...subcodes: readonly string[]): readonly Denial[] =>
  subcodes.map((subcode) => ({ status, code, subcode }));

const plain = (status: number, ...codes: readonly string[]): readonly Denial[] =>
  codes.map((code) => ({ status, code }));

/**
 * Every error that the vendor documents, by the host that answers it: what the sandbox can be told to answer next, whether or not
 * anything here leads to it.
 *
 * @see Brightcove, "Playback Restrictions error table", "Playback API error reference", "OAuth errors", the OpenAPI files.
 */
export const DOCUMENTED_ERRORS: Readonly<Record<DoorName, readonly Denial[]>> = {
  oauth: [
    ...plain(400, 'unsupported_grant_type', 'unsupported_response_type', 'invalid_client'),
    ...plain(400, 'unauthorized_client', 'invalid_request', 'invalid_scope', 'access_denied'),
    ...plain(400, 'invalid_grant'),
    ...plain(500, 'server_error'),
  ],
  management: [
    ...rows(400, 'BAD_REQUEST', 'INVALID_ACCOUNT_ID', 'ILLEGAL_VALUE'),
    ...plain(401, 'UNAUTHORIZED'),
    ...rows(404, 'NOT_FOUND', 'RESOURCE_NOT_FOUND'),
    ...plain(500, 'UNKNOWN', 'TIMEOUT'),
    ...rows(502, 'SERVER_ERROR', 'DEVICES_RETRIEVE_FAILURE', 'DEVICES_DELETE_FAILURE'),
    ...rows(502, 'SERVER_ERROR', 'DEVICE_DELETE_FAILURE', 'DEVICE_STORE_FAILURE'),
  ],
  playback: [
    ...rows(400, 'BAD_REQUEST', 'DUPLICATE_PARAMETERS'),
    ...rows(401, 'ACCESS_DENIED', 'TOKEN_REQUIRED', 'TOKEN_VALIDATION'),
    ...policy('ACCOUNT_ID', 'CLIENT_GEO', 'CLIENT_IP', 'DOMAIN', 'OFFERS', 'TAGS'),
    ...policy('VIDEO_NOT_PLAYABLE'),
    ...rows(404, 'NOT_FOUND', 'VIDEO_NOT_FOUND', 'PLAYLIST_NOT_FOUND'),
    ...rows(405, 'METHOD_NOT_ALLOWED', 'METHOD_NOT_ALLOWED'),
    ...rows(500, 'SERVER_ERROR', 'SERVER_ERROR'),
    ...rows(502, 'SERVER_ERROR', 'ACCOUNT_RETRIEVE_FAILURE', 'VIDEO_RETRIEVE_FAILURE'),
    ...rows(502, 'SERVER_ERROR', 'VIDEO_URLS_RETRIEVE_FAILURE', 'PLAYLIST_RETRIEVE_FAILURE'),
    ...rows(502, 'SERVER_ERROR', 'PLAYLIST_VIDEOS_RETRIEVE_FAILURE'),
    ...rows(502, 'SERVER_ERROR', 'PLAYBACK_RIGHT_RETRIEVE_FAILURE', 'RIGHTS_RETRIEVE_FAILURE'),
    ...rows(502, 'SERVER_ERROR', 'OFFERS_RETRIEVE_FAILURE', 'LICENSE_RETRIEVE_FAILURE'),
    ...plain(503, 'SERVICE_UNAVAILABLE'),
    ...plain(504, 'SERVER_TIMEOUT'),
  ],
  policy: [
    ...plain(401, 'INVALID_POLICY_KEY'),
    ...policy('ACCOUNT_ID', 'VIDEO_ID', 'CLIENT_GEO', 'CLIENT_IP', 'DOMAIN', 'POLICY_ERROR'),
    ...policy('API', 'AD_CONFIG'),
    ...plain(403, 'VIDEO_NOT_PLAYABLE', 'PLAYLIST_NOT_PLAYABLE', 'JWT_AUTH'),
    ...plain(404, 'VIDEO_NOT_FOUND', 'PLAYLIST_NOT_FOUND'),
    ...plain(404, 'RESOURCE_NOT_FOUND', 'ACCOUNT_NOT_FOUND'),
  ],
  static: [
    ...plain(401, 'INVALID_JWT', 'INVALID_POLICY_KEY'),
    ...policy('ACCOUNT_ID', 'VIDEO_ID', 'CLIENT_GEO', 'AD_CONFIG'),
  ],
  license: [
    ...rows(401, 'ACCESS_DENIED', 'TOKEN_REQUIRED', 'TOKEN_VALIDATION'),
    ...rows(403, 'ACCESS_DENIED', 'DENIED_BY_STREAM_LIMIT_CREATE', 'DENIED_BY_STREAM_LIMIT_RENEW'),
    ...rows(403, 'ACCESS_DENIED', 'DENIED_BY_STREAM_LIMIT', 'DENIED_BY_DEVICE_LIMITING'),
    ...rows(502, 'SERVER_ERROR', 'LICENSE_RETRIEVE_FAILURE'),
  ],
  sessions: [
    ...rows(401, 'INVALID_TOKEN', 'INVALID_TOKEN'),
    ...rows(403, 'ACCESS_DENIED', 'MAX_CONCURRENCY', 'MISSING_CLAIM', 'MISSING_FIELD'),
    ...rows(403, 'ACCESS_DENIED', 'SESSION_STOPPED', 'FEATURE_NOT_SUPPORTED'),
  ],
  media: [],
  reports: [],
};
