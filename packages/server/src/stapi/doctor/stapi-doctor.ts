import { corsCheck } from '../../doctor/cors-check.ts';
import type { DoctorCheck } from '../../doctor/doctor-check.ts';
import { apiCheck } from './api-check.ts';
import { playbackCheck } from './playback-check.ts';
import type { StapiClientOptions } from '../api/stapi-client-options.ts';
import type { StapiOptions } from '../playback/stapi.ts';

/** Options of `stapiDoctor`: what is to be looked at. */
export interface StapiDoctorOptions {
  /** Those of `createStapiClient`. */
  readonly api?: StapiClientOptions;
  /** Those of `stapi`. */
  readonly playback?: StapiOptions;
  /** The pages that play, such as `https://app.example`. Default: whether they may is not looked at. */
  readonly origin?: string;
}

/**
 * Looks at a STAPI configuration: each API key and the application, with one call for the list of videos; a token as passes get it; and
 * whether pages may send it to the media.
 *
 * @throws {ServerError} `config` for `origin` and, where that is given, `mediaUrls`; everything else is a finding.
 */
export function stapiDoctor({ api, playback, origin }: StapiDoctorOptions): readonly DoctorCheck[] {
  return [
    ...(api === undefined ? [] : apiChecks(api)),
    ...(playback === undefined ? [] : [playbackCheck(playback)]),
    ...(playback === undefined || origin === undefined ? [] : corsChecks(playback, origin)),
  ];
}

/** One for each credential: calls take the first that works, and would not tell of the others. */
function apiChecks({ apiKey, nextApiKey, oauth, ...api }: StapiClientOptions): DoctorCheck[] {
  const checks: DoctorCheck[] = [];
  // Without any credential, that is the finding.
  if (apiKey !== undefined || oauth === undefined)
    checks.push(apiCheck('apiKey', { ...api, ...(apiKey !== undefined && { apiKey }) }));
  if (nextApiKey !== undefined) checks.push(apiCheck('nextApiKey', { ...api, apiKey: nextApiKey }));
  if (oauth !== undefined) checks.push(apiCheck('oauth', { ...api, oauth }));
  return checks;
}

function corsChecks({ mediaUrls }: StapiOptions, origin: string): readonly DoctorCheck[] {
  return mediaUrls
    .filter((url) => !url.includes('*'))
    .map((url) => corsCheck({ id: 'stapi.cors', origin, url, headers: ['Authorization'] }));
}
