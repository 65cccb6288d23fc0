import { BlockList, isIPv6 } from 'node:net';
import type { PlaybackRight, RightList } from '../account/playback-right.ts';
import { DAYS } from '../account/playback-right.ts';
import type { Visitor } from '../account/visitor.ts';

/** Why a right refuses, in the vendor's words. */
export type RightRefusal = 'CLIENT_IP' | 'CLIENT_GEO' | 'DOMAIN' | 'VIDEO_NOT_PLAYABLE';

/**
 * `undefined` when the right lets the visitor in. Places, then times, then proxies, then domains.
 *
 * @see Brightcove, "Implementing Playback Rights", its diagrams. Which word goes with times and with proxies is not documented.
 */
export function evaluateRight(
  right: PlaybackRight,
  visitor: Visitor,
  nowMs: number,
): RightRefusal | undefined {
  if (right.disabled) return undefined;
  const placed = evaluatePlace(right, visitor);
  if (placed !== undefined) return placed;
  if (!isInSchedule(right, nowMs)) return 'VIDEO_NOT_PLAYABLE';
  if (visitor.proxy !== undefined && right.blockedProxies.includes(visitor.proxy))
    return 'CLIENT_IP';
  return isFromDomain(right, visitor) ? undefined : 'DOMAIN';
}

/** The steps of the diagrams, each a question that both sides of a right are asked. */
const STEPS: readonly ((list: RightList, visitor: Visitor) => boolean)[] = [
  ({ ips }, { ip }) => ips.includes(ip),
  ({ ips }, { ip }) => ips.some((block) => isInBlock(ip, block)),
  ({ zipCodes }, { zip }) => zip !== undefined && zipCodes.includes(zip),
  ({ dmas }, { dma }) => dma !== undefined && dmas.includes(dma),
  ({ countries }, { country }) => countries.includes(country),
];

const COUNTRY = STEPS.length - 1;
const refusalAt = (step: number): RightRefusal => (step < 2 ? 'CLIENT_IP' : 'CLIENT_GEO');

function evaluatePlace(
  { geoGlobalRule, allowed, blocked }: PlaybackRight,
  visitor: Visitor,
): RightRefusal | undefined {
  const isIn = (list: RightList): readonly boolean[] => STEPS.map((step) => step(list, visitor));
  const [allows, blocks] = [isIn(allowed), isIn(blocked)];
  if (geoGlobalRule === 'block_all') return allows.includes(true) ? undefined : 'CLIENT_GEO';
  for (const [step, isBlocked] of blocks.entries()) {
    if (isBlocked) return refusalAt(step);
    if (geoGlobalRule === '' && allows[step] === true) return undefined;
  }
  const isElsewhere = allowed.countries.length > 0 && allows[COUNTRY] !== true;
  return geoGlobalRule === '' && isElsewhere ? 'CLIENT_GEO' : undefined;
}

function isInBlock(ip: string, block: string): boolean {
  const [, net = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(block) ?? [];
  if (net === '' || isIPv6(net) !== isIPv6(ip)) return false;
  const family = isIPv6(ip) ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(net, Number(bits), family);
  return list.check(ip, family);
}

function isInSchedule(right: PlaybackRight, nowMs: number): boolean {
  const { startTime = -Infinity, endTime = Infinity, allowedDays, allowedHours } = right;
  if (nowMs < startTime * 1000 || nowMs >= endTime * 1000) return false;
  const now = new Date(nowMs);
  const isDay = (day: number): boolean =>
    allowedDays === undefined || allowedDays.some((name) => DAYS.indexOf(name) === day);
  const isHour = (hour: number): boolean =>
    allowedHours === undefined || allowedHours.some(({ from, to }) => hour >= from && hour < to);
  const [today, hour] = [now.getUTCDay(), now.getUTCHours()];
  // The small hours may belong to the evening before.
  const isLate = allowedHours !== undefined && isDay((today + 6) % 7) && isHour(hour + 24);
  return (isDay(today) && isHour(hour)) || isLate;
}

const isFromDomain = ({ allowed, blocked }: PlaybackRight, { domain }: Visitor): boolean =>
  !(domain !== undefined && blocked.domains.includes(domain)) &&
  (allowed.domains.length === 0 || (domain !== undefined && allowed.domains.includes(domain)));
