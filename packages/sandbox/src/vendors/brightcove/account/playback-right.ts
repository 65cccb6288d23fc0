import { isIP } from 'node:net';
import type { JsonObject } from '../../../json-members.ts';
import { isJsonObject, isTexts } from '../../../json-members.ts';
import {
  allowDetails,
  detail,
  isCount,
  isFlag,
  isName,
  isWordOf,
  neededDetail,
} from '../command-details.ts';
import type { Proxy } from './visitor.ts';
import { PROXIES } from './visitor.ts';

export const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Day = (typeof DAYS)[number];

/** Hours of a day from the first to before the last: `3-4` is 03:00 to 03:59 UTC; from 24 on they are the next day's. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** Addresses and places of one side of a right, allowed or blocked. */
export interface RightList {
  /** Addresses and CIDR blocks. */
  readonly ips: readonly string[];
  readonly zipCodes: readonly string[];
  readonly dmas: readonly number[];
  readonly countries: readonly string[];
  readonly domains: readonly string[];
}

/**
 * Where, when and by whom a video may be played.
 *
 * @see Brightcove, "Implementing Playback Rights".
 */
export interface PlaybackRight {
  readonly id: string;
  /** Lets everybody in. */
  readonly disabled: boolean;
  /** Asks for no token. */
  readonly allowInsecure: boolean;
  readonly geoGlobalRule: '' | 'allow_all' | 'block_all';
  readonly allowed: RightList;
  readonly blocked: RightList;
  /** Seconds since 1970. */
  readonly startTime?: number;
  readonly endTime?: number;
  readonly allowedDays?: readonly Day[];
  readonly allowedHours?: readonly Hours[];
  readonly blockedProxies: readonly Proxy[];
}

const MEMBERS = [
  ...['id', 'disabled', 'allow_insecure', 'geo_global_rule', 'geo', 'start_time', 'end_time'],
  ...['allowed_ips', 'blocked_ips', 'allowed_domains', 'blocked_domains'],
  ...['allowed_days', 'allowed_hours', 'blocked_proxies'],
];

const isGlobalRule = isWordOf(['', 'allow_all', 'block_all']);
const isDay = isWordOf(DAYS);
const isProxy = isWordOf(PROXIES);
const isDays = (value: unknown): value is readonly Day[] =>
  Array.isArray(value) && value.every(isDay);
const isCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every(isCount);

/**
 * Reads a right whose members are named as in the vendor's API; what is left out restricts nothing.
 *
 * @throws {SandboxError} `invalid_option` that names the member.
 */
export function parsePlaybackRight(details: JsonObject): PlaybackRight {
  allowDetails(details, MEMBERS);
  const startTime = detail(details, 'start_time', isCount, 'seconds since 1970');
  const endTime = detail(details, 'end_time', isCount, 'seconds since 1970');
  const allowedDays = detail(details, 'allowed_days', isDays, 'a list of mon, tue, …');
  const hours = detail(details, 'allowed_hours', isHourTexts, 'a list of "3-4" up to "46-47"');
  const proxies = detail(details, 'blocked_proxies', isJsonObject, 'an object of flags') ?? {};
  return {
    id: neededDetail(details, 'id', isName, 'a text'),
    disabled: detail(details, 'disabled', isFlag, 'true or false') ?? false,
    allowInsecure: detail(details, 'allow_insecure', isFlag, 'true or false') ?? false,
    geoGlobalRule:
      detail(details, 'geo_global_rule', isGlobalRule, 'allow_all, block_all or empty') ?? '',
    allowed: parseList(details, 'allowed'),
    blocked: parseList(details, 'blocked'),
    ...(startTime !== undefined && { startTime }),
    ...(endTime !== undefined && { endTime }),
    ...(allowedDays !== undefined && { allowedDays }),
    ...(hours !== undefined && { allowedHours: hours.map(parseHours) }),
    blockedProxies: Object.keys(proxies)
      .filter(isProxy)
      .filter((name) => proxies[name] === true),
  };
}

function parseList(details: JsonObject, side: 'allowed' | 'blocked'): RightList {
  const geo = detail(details, 'geo', isJsonObject, 'an object') ?? {};
  const texts = (from: JsonObject, name: string): readonly string[] =>
    detail(from, `${side}_${name}`, isTexts, 'a list of texts') ?? [];
  return {
    ips: detail(details, `${side}_ips`, isIpRules, 'a list of addresses or CIDR blocks') ?? [],
    zipCodes: texts(geo, 'zip_codes'),
    dmas: detail(geo, `${side}_dmas`, isCounts, 'a list of whole numbers') ?? [],
    countries: texts(geo, 'countries'),
    domains: texts(details, 'domains'),
  };
}

const isIpRules = (value: unknown): value is readonly string[] =>
  isTexts(value) &&
  value.every((text) => {
    const [ip = '', bits = '0', ...more] = text.split('/');
    const most = { 0: -1, 4: 32, 6: 128 }[isIP(ip)] ?? -1;
    return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
  });

const isHourTexts = (value: unknown): value is readonly string[] =>
  isTexts(value) &&
  value.every((text) => {
    const { from, to } = parseHours(text);
    return from < to && to <= 47;
  });

function parseHours(text: string): Hours {
  const [, from, to] = /^(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  return { from: Number(from), to: Number(to) };
}
