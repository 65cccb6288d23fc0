import type { JsonObject } from '../../../json-members.ts';
import { isTexts } from '../../../json-members.ts';
import type { EmulatorParts } from '../../emulator.ts';
import { allowDetails, neededDetail } from '../command-details.ts';

/** What a client of the management APIs may be permitted. */
export const PERMISSIONS = [
  'video-cloud/playback-auth/key/read',
  'video-cloud/playback-auth/key/write',
  'video-cloud/playback-auth/blacklist',
  'video-cloud/playback-auth/audit',
  'video-cloud/playback-auth/devices/read',
  'video-cloud/playback-auth/devices/write',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** The one client of the management APIs. */
export interface ApiClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of the tokens that it gets from now on. */
  readonly permissions: readonly string[];
  setPermissions(details: JsonObject): void;
  isPair(id: string, secret: string): boolean;
}

export function createApiClient({ randomText, leaks }: EmulatorParts): ApiClient {
  const [clientId, clientSecret] = [`sandbox_${randomText()}`, `sandbox_cs_${randomText()}`];
  leaks.addSecret('brightcove client secret', clientSecret);
  let permissions: readonly string[] = PERMISSIONS;
  return {
    clientId,
    clientSecret,
    get permissions() {
      return permissions;
    },
    setPermissions(details) {
      allowDetails(details, ['permissions']);
      permissions = neededDetail(details, 'permissions', isTexts, 'a list of permissions');
    },
    isPair: (id, secret) => id === clientId && secret === clientSecret,
  };
}
