import { apiPath } from '../../api/api-path.ts';
import { DONE } from '../../api/read-answer.ts';
import { createDoctorCheck } from '../../doctor/create-doctor-check.ts';
import type { DoctorCheck } from '../../doctor/doctor-check.ts';
import { findingsOf } from '../../doctor/findings-of.ts';
import { isServerError } from '../../server-error.ts';
import { connect } from '../api/connect.ts';
import type { StapiClientOptions } from '../api/stapi-client-options.ts';

/** Tries one credential with one call. */
export function apiCheck(
  option: 'apiKey' | 'nextApiKey' | 'oauth',
  options: StapiClientOptions,
): DoctorCheck {
  const id = `stapi.${option}`;
  const { ok, warning, problem } = findingsOf(id);
  return createDoctorCheck({ id, title: `the credential ${option}` }, async (context) => {
    const { fetch, clock, signal } = context;
    const warnings: string[] = [];
    const onWarning = (text: string): void => void warnings.push(text);
    const path = apiPath`/videos`;
    try {
      const { ask } = connect({ fetch, clock, ...options, onWarning });
      await ask('videos:read', { method: 'GET', path, signal }, DONE);
    } catch (error) {
      const words = isServerError(error) ? REFUSALS[error.code] : undefined;
      if (words === undefined) throw error;
      return [problem(`${option} ${words[0]}`, words[1])];
    }
    return [
      ok(`The vendor takes ${option}.`),
      ...warnings.map((text) => warning(text, "Leave out apiKeyPlacement: 'query'.")),
    ];
  });
}

const REFUSALS: Readonly<Partial<Record<string, readonly [summary: string, advice: string]>>> = {
  vendor_credentials: [
    'is refused by the vendor (401).',
    'Compare it with the dashboard: it may be revoked, of another account, or of an application that was deleted.',
  ],
  vendor_forbidden: [
    'is taken by the vendor, but may not list videos (403).',
    'Give it the permission or scope in the dashboard, if it is to list videos; if not, all is well.',
  ],
};
