import { describe, expect, test } from 'vitest';
import { parsePlaybackRight } from '../../../../src/vendors/brightcove/account/playback-right.ts';
import type { Visitor } from '../../../../src/vendors/brightcove/account/visitor.ts';
import { evaluateRight } from '../../../../src/vendors/brightcove/playback/evaluate-right.ts';

// A Thursday.
const NOON = Date.UTC(2026, 0, 1, 12);

const VISITOR: Visitor = {
  ip: '192.0.2.7',
  country: 'US',
  zip: 'US-90210',
  dma: 803,
  userAgent: '',
};

const evaluate = (right: Record<string, unknown>, visitor: Partial<Visitor> = {}, now = NOON) =>
  evaluateRight(parsePlaybackRight({ id: 'r', ...right }), { ...VISITOR, ...visitor }, now);

/** What names the visitor's place, in the order of the diagrams. */
const PLACES: [string, (side: string) => Record<string, unknown>, string][] = [
  ['address', (side) => ({ [`${side}_ips`]: ['192.0.2.7'] }), 'CLIENT_IP'],
  ['block', (side) => ({ [`${side}_ips`]: ['192.0.2.0/24'] }), 'CLIENT_IP'],
  ['zip code', (side) => ({ geo: { [`${side}_zip_codes`]: ['US-90210'] } }), 'CLIENT_GEO'],
  ['DMA', (side) => ({ geo: { [`${side}_dmas`]: [803] } }), 'CLIENT_GEO'],
  ['country', (side) => ({ geo: { [`${side}_countries`]: ['US'] } }), 'CLIENT_GEO'],
];

type Details = Record<string, unknown> & { geo?: object };

const both = (one: Details, other: Details) => ({
  ...one,
  ...other,
  geo: { ...one.geo, ...other.geo },
});

describe('places', () => {
  test.each(PLACES)('allow_all refuses a blocked %s, and heeds nothing allowed', (_, of, word) => {
    const rule = { geo_global_rule: 'allow_all' };
    expect(evaluate({ ...rule, ...of('blocked') })).toBe(word);
    expect(evaluate({ ...rule, ...of('blocked') }, ELSEWHERE)).toBeUndefined();
    expect(evaluate({ ...rule, ...both(of('blocked'), { allowed_ips: ['192.0.2.7'] }) })).toBe(
      word,
    );
  });

  test.each(PLACES)('block_all takes an allowed %s, and heeds nothing blocked', (_, of) => {
    const rule = { geo_global_rule: 'block_all' };
    expect(evaluate({ ...rule, ...both(of('allowed'), of('blocked')) })).toBeUndefined();
    expect(evaluate({ ...rule, ...of('allowed') }, ELSEWHERE)).toBe('CLIENT_GEO');
    expect(evaluate(rule)).toBe('CLIENT_GEO');
  });

  test.each(PLACES)('without a global rule a blocked %s is refused', (_, of, word) => {
    expect(evaluate(of('blocked'))).toBe(word);
    expect(evaluate(both(of('blocked'), of('allowed'))), 'blocked comes first').toBe(word);
    expect(evaluate(of('blocked'), ELSEWHERE)).toBeUndefined();
  });

  test('without a global rule an earlier step decides over a later one', () => {
    for (const [i, [, allowed]] of PLACES.slice(0, -1).entries())
      for (const [, blocked, word] of PLACES.slice(i + 1)) {
        // An address and a block share a list; the address is the earlier step.
        expect(evaluate(both(allowed('allowed'), blocked('blocked')))).toBeUndefined();
        expect(evaluate(both(blocked('allowed'), allowed('blocked')))).toBe(PLACES[i]?.[2] ?? word);
      }
  });

  test('without a global rule a list of allowed countries is the last word', () => {
    expect(evaluate({ geo: { allowed_countries: ['DE', 'AT'] } })).toBe('CLIENT_GEO');
    expect(evaluate({ geo: { allowed_countries: ['DE', 'US'] } })).toBeUndefined();
    expect(evaluate({})).toBeUndefined();
  });

  test.each([
    ['192.0.2.8', '192.0.2.8/31', true],
    ['192.0.2.10', '192.0.2.8/31', false],
    ['2001:db8::5', '2001:db8::/64', true],
    ['2001:db9::5', '2001:db8::/64', false],
    ['192.0.2.8', '2001:db8::/64', false],
    ['10.1.2.3', '0.0.0.0/0', true],
  ])('%s in %s: %s', (ip, block, isIn) => {
    expect(evaluate({ blocked_ips: [block] }, { ip })).toBe(isIn ? 'CLIENT_IP' : undefined);
  });

  test.each(['0.0.0.0/40', '1.2.3', 'x', '1.2.3.4/', '1.2.3.4/8/8'])('%s is no rule', (block) => {
    expect(() => evaluate({ blocked_ips: [block] })).toThrow(/blocked_ips/);
  });
});

const ELSEWHERE: Partial<Visitor> = { ip: '198.51.100.1', country: 'DE', zip: 'DE-10115', dma: 1 };

describe('times', () => {
  const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 0, day, hour, minute);

  test('start_time has begun, end_time has not', () => {
    const seconds = NOON / 1000;
    expect(evaluate({ start_time: seconds, end_time: seconds + 1 })).toBeUndefined();
    expect(evaluate({ start_time: seconds + 1 })).toBe('VIDEO_NOT_PLAYABLE');
    expect(evaluate({ end_time: seconds })).toBe('VIDEO_NOT_PLAYABLE');
  });

  test('allowed_days are days in UTC', () => {
    const on = (day: number) => evaluate({ allowed_days: ['thu', 'sat'] }, {}, at(day, 12));
    expect([on(1), on(2), on(3)]).toEqual([undefined, 'VIDEO_NOT_PLAYABLE', undefined]);
  });

  test('allowed_hours: 3-4 is 03:00 to 03:59', () => {
    const on = (hour: number, minute: number) =>
      evaluate({ allowed_hours: ['3-4'] }, {}, at(1, hour, minute));
    expect([on(2, 59), on(3, 0), on(3, 59), on(4, 0)]).toEqual([
      ...['VIDEO_NOT_PLAYABLE', undefined, undefined, 'VIDEO_NOT_PLAYABLE'],
    ]);
  });

  test('hours from 24 on are those after the allowed day', () => {
    const on = (day: number, hour: number) =>
      evaluate({ allowed_days: ['thu'], allowed_hours: ['22-26'] }, {}, at(day, hour));
    expect([on(1, 21), on(1, 22), on(2, 1), on(2, 2), on(1, 1), on(2, 22)]).toEqual([
      ...['VIDEO_NOT_PLAYABLE', undefined, undefined],
      ...['VIDEO_NOT_PLAYABLE', 'VIDEO_NOT_PLAYABLE', 'VIDEO_NOT_PLAYABLE'],
    ]);
  });

  test.each(['4-3', '0-48', '3', 'a-b'])('%s are no hours', (hours) => {
    expect(() => evaluate({ allowed_hours: [hours] })).toThrow(/allowed_hours/);
  });
});

test('a blocked kind of proxy is refused, another is not', () => {
  const right = { blocked_proxies: { hosting: true, corporate: false } };
  expect(evaluate(right, { proxy: 'hosting' })).toBe('CLIENT_IP');
  expect(evaluate(right, { proxy: 'corporate' })).toBeUndefined();
  expect(evaluate(right)).toBeUndefined();
});

test('domains: the blocked are refused, and where some are allowed all others are', () => {
  const [here, there] = [{ domain: 'app.example' }, { domain: 'other.example' }];
  expect(evaluate({ blocked_domains: ['app.example'] }, here)).toBe('DOMAIN');
  expect(evaluate({ blocked_domains: ['app.example'] }, there)).toBeUndefined();
  expect(evaluate({ allowed_domains: ['app.example'] }, here)).toBeUndefined();
  expect(evaluate({ allowed_domains: ['app.example'] }, there)).toBe('DOMAIN');
  expect(evaluate({ allowed_domains: ['app.example'] })).toBe('DOMAIN');
});

test('a right that is disabled lets everybody in', () => {
  expect(evaluate({ disabled: true, geo_global_rule: 'block_all', end_time: 1 })).toBeUndefined();
});
