import type { JsonObject } from '../../json-members.ts';
import { allowDetails, check } from './account/check-details.ts';

/** What the vendor does not say, and what can be changed here. */
export interface MuxSettings {
  /** How long the URLs hold that a manifest names, in seconds. */
  readonly edgeSeconds: number;
  /** Whether they end with the token that the manifest was asked for with, if that is sooner. */
  readonly edgeEndsWithToken: boolean;
  /** Whether parameters beside the token are refused rather than ignored. */
  readonly strictQuery: boolean;
}

export const DEFAULT_SETTINGS: MuxSettings = {
  edgeSeconds: 21_600,
  edgeEndsWithToken: false,
  strictQuery: false,
};

/** @throws {SandboxError} `invalid_option` */
export function changeSettings(before: MuxSettings, details: JsonObject): MuxSettings {
  allowDetails(details, Object.keys(DEFAULT_SETTINGS));
  const { edgeSeconds, edgeEndsWithToken, strictQuery } = { ...before, ...details };
  check(
    typeof edgeSeconds === 'number' && edgeSeconds >= 0,
    'edgeSeconds must be a number from 0 on.',
  );
  check(typeof edgeEndsWithToken === 'boolean', 'edgeEndsWithToken must be true or false.');
  check(typeof strictQuery === 'boolean', 'strictQuery must be true or false.');
  return { edgeSeconds, edgeEndsWithToken, strictQuery };
}
