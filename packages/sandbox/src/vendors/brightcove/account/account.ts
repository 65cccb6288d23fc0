import type { JsonObject } from '../../../json-members.ts';
import type { EmulatorParts } from '../../emulator.ts';
import type { AccountSettings } from './account-settings.ts';
import { ACCOUNT_SETTINGS, changeSettings } from './account-settings.ts';
import type { Blacklist } from './blacklist.ts';
import { createBlacklist } from './blacklist.ts';
import type { Devices } from './devices.ts';
import { createDevices } from './devices.ts';
import type { PlaybackRight } from './playback-right.ts';
import { parsePlaybackRight } from './playback-right.ts';
import type { PublicKeys } from './public-keys.ts';
import { createPublicKeys } from './public-keys.ts';
import type { UsageLog } from './usage-log.ts';
import { createUsageLog } from './usage-log.ts';
import type { Videos } from './videos.ts';
import { DEFAULT_RIGHT, OPEN_RIGHT, createVideos } from './videos.ts';
import type { Visitors } from './visitor.ts';
import { createVisitors } from './visitor.ts';

/** The one account of the sandbox, and all that belongs to it. */
export interface Account {
  readonly settings: AccountSettings;
  changeSettings(details: JsonObject): void;
  readonly videos: Videos;
  readonly publicKeys: PublicKeys;
  readonly blacklist: Blacklist;
  readonly visitors: Visitors;
  readonly devices: Devices;
  readonly usage: UsageLog;
  right(id: string): PlaybackRight | undefined;
  setRight(details: JsonObject): void;
}

/** @see Brightcove, "Overview: Playback Restrictions": at most 100 rights. */
const RIGHTS_LIMIT = 100;

export function createAccount({ clock, films, random }: EmulatorParts): Account {
  let settings = ACCOUNT_SETTINGS;
  const makeId = (): string => randomUuid(random);
  const rights = new Map(
    [{ id: DEFAULT_RIGHT }, { id: OPEN_RIGHT, allow_insecure: true }].map((details) => [
      details.id,
      parsePlaybackRight(details),
    ]),
  );
  return {
    get settings() {
      return settings;
    },
    changeSettings(details) {
      settings = changeSettings(settings, details);
    },
    videos: createVideos((id) => films.get(id) !== undefined),
    publicKeys: createPublicKeys(clock.now, makeId),
    blacklist: createBlacklist(clock.now, () => settings.propagationMs),
    visitors: createVisitors(),
    devices: createDevices(clock.now, makeId),
    usage: createUsageLog(clock.now),
    right: (id) => rights.get(id),
    setRight(details) {
      const right = parsePlaybackRight(details);
      if (rights.size < RIGHTS_LIMIT || rights.has(right.id)) rights.set(right.id, right);
    },
  };
}

/** @see RFC 9562 section 5.4. */
export function randomUuid(random: EmulatorParts['random']): string {
  const hex = Buffer.from(random(16)).toString('hex');
  const variant = '89ab'[parseInt(hex.charAt(16), 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-');
}
