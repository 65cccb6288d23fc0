import type { JsonObject } from '../../../json-members.ts';
import {
  allowDetails,
  detail,
  isCount,
  isDigits,
  isFlag,
  isMs,
  isWordOf,
} from '../command-details.ts';

/** Which of two documents an answer is spelt as where they differ. */
export type Spelling = 'default' | 'guide' | 'openapi';

/** What an account is like. Where the documents are silent or differ, the default is this sandbox's choice. */
export interface AccountSettings {
  /** Digits. */
  readonly id: string;
  /** Every AES-128 key and every licence asks for a token. */
  readonly licenseKeysProtection: boolean;
  /** Honours the claims `prid` and `vids`. */
  readonly playbackRightsIdOption: boolean;
  readonly staticUrls: boolean;
  /** Counts streams at `/api/v1/accounts/{a}/sessions`. */
  readonly streamConcurrency: boolean;
  /** Takes ES256 beside RS256. The vendor says twice that it does not; its samples can sign with it. */
  readonly es256: boolean;
  /** Gives keys and licences for a signature alone: "no particular claim is required". */
  readonly bareLicenseTokens: boolean;
  /** Refuses blocked tokens at the Playback API, too. */
  readonly blacklistAtPlayback: boolean;
  /** How far ahead of this clock `iat` and `nbf` may be, in seconds. */
  readonly clockSkewSeconds: number;
  /** How long a change of the blacklist takes. */
  readonly propagationMs: number;
  /** How long manifests can be had, in seconds: 60 to 21,600. */
  readonly manifestSeconds: number;
  /** The `error_code` of a right's refusal: the newer table's or the older one's. */
  readonly forbiddenCode: 'ACCESS_DENIED' | 'FORBIDDEN';
  /** How often an audit says `processing` before it is done. */
  readonly auditPolls: number;
  /** How long an audit takes at least. */
  readonly auditMs: number;
  /** `default`: keys in both spellings, audits as the guide has them. */
  readonly spelling: Spelling;
  /** Without it, FairPlay's certificate is 422. */
  readonly fairplay: boolean;
  /** How often a stream without DRM is to say that it goes on. */
  readonly heartbeatMs: number;
  /** Lists streams as the OpenAPI file has them, or as an object by id, as the Android SDK reads them. */
  readonly sessionList: 'array' | 'object';
}

export const ACCOUNT_SETTINGS: AccountSettings = {
  // The one of the vendor's own examples.
  id: '1100863500123',
  licenseKeysProtection: true,
  playbackRightsIdOption: true,
  staticUrls: true,
  streamConcurrency: true,
  es256: false,
  bareLicenseTokens: true,
  blacklistAtPlayback: true,
  clockSkewSeconds: 5,
  propagationMs: 60_000,
  manifestSeconds: 21_600,
  forbiddenCode: 'ACCESS_DENIED',
  auditPolls: 1,
  auditMs: 0,
  spelling: 'default',
  fairplay: true,
  heartbeatMs: 60_000,
  sessionList: 'array',
};

const isSpelling = isWordOf(['default', 'guide', 'openapi']);
const isForbiddenCode = isWordOf(['ACCESS_DENIED', 'FORBIDDEN']);
const isSessionList = isWordOf(['array', 'object']);
const isManifestSeconds = (value: unknown): value is number =>
  isCount(value) && value >= 60 && value <= 21_600;

/** @throws {SandboxError} `invalid_option` that names the member. */
export function changeSettings(now: AccountSettings, details: JsonObject): AccountSettings {
  allowDetails(details, Object.keys(ACCOUNT_SETTINGS));
  const flag = (name: keyof AccountSettings): boolean | undefined =>
    detail(details, name, isFlag, 'true or false');
  const ms = (name: keyof AccountSettings): number | undefined =>
    detail(details, name, isMs, 'a number of milliseconds from 0 on');
  const count = (name: keyof AccountSettings): number | undefined =>
    detail(details, name, isCount, 'a whole number from 0 on');
  return {
    id: detail(details, 'id', isDigits, 'at most 20 digits') ?? now.id,
    licenseKeysProtection: flag('licenseKeysProtection') ?? now.licenseKeysProtection,
    playbackRightsIdOption: flag('playbackRightsIdOption') ?? now.playbackRightsIdOption,
    staticUrls: flag('staticUrls') ?? now.staticUrls,
    streamConcurrency: flag('streamConcurrency') ?? now.streamConcurrency,
    es256: flag('es256') ?? now.es256,
    bareLicenseTokens: flag('bareLicenseTokens') ?? now.bareLicenseTokens,
    blacklistAtPlayback: flag('blacklistAtPlayback') ?? now.blacklistAtPlayback,
    clockSkewSeconds: count('clockSkewSeconds') ?? now.clockSkewSeconds,
    propagationMs: ms('propagationMs') ?? now.propagationMs,
    manifestSeconds:
      detail(details, 'manifestSeconds', isManifestSeconds, 'from 60 to 21600') ??
      now.manifestSeconds,
    forbiddenCode:
      detail(details, 'forbiddenCode', isForbiddenCode, 'ACCESS_DENIED or FORBIDDEN') ??
      now.forbiddenCode,
    auditPolls: count('auditPolls') ?? now.auditPolls,
    auditMs: ms('auditMs') ?? now.auditMs,
    spelling: detail(details, 'spelling', isSpelling, 'default, guide or openapi') ?? now.spelling,
    fairplay: flag('fairplay') ?? now.fairplay,
    heartbeatMs: ms('heartbeatMs') ?? now.heartbeatMs,
    sessionList:
      detail(details, 'sessionList', isSessionList, 'array or object') ?? now.sessionList,
  };
}
