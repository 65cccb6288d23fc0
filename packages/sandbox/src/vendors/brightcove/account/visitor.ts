import { isIP } from 'node:net';
import type { JsonObject } from '../../../json-members.ts';
import {
  allowDetails,
  detail,
  isCount,
  isName,
  isWordOf,
  neededDetail,
} from '../command-details.ts';

/** Kinds of proxy that a right can block. */
export const PROXIES = ['anonymous', 'public', 'corporate', 'transparent', 'hosting'] as const;
export type Proxy = (typeof PROXIES)[number];

/** What is known of an address. */
export interface Place {
  /** Two capital letters. */
  readonly country: string;
  /** With its country: `US-90210`. */
  readonly zip?: string;
  readonly dma?: number;
  readonly proxy?: Proxy;
}

/** Who asks, as rights see it. */
export interface Visitor extends Place {
  readonly ip: string;
  readonly userAgent: string;
  /** Host of the page that asks. */
  readonly domain?: string;
}

export interface Visitors {
  /** @param ip The token's word for the address, which counts more than the connection's. */
  of(request: Request, ip?: string): Visitor;
  setPlace(ip: string, place: Place): void;
}

const HERE = '127.0.0.1';
const DEFAULT_PLACE: Place = { country: 'US' };
const LIMIT = 1000;

/** Every connection comes from this machine, so `X-Forwarded-For` says where a viewer is supposed to be. */
export function createVisitors(): Visitors {
  const places = new Map<string, Place>();
  return {
    of(request, claimed) {
      const ip = claimed ?? forwardedFor(request) ?? HERE;
      const domain = hostOf(request.headers.get('origin') ?? request.headers.get('referer'));
      return {
        ...(places.get(ip) ?? DEFAULT_PLACE),
        ip,
        userAgent: request.headers.get('user-agent') ?? '',
        ...(domain !== undefined && { domain }),
      };
    },
    setPlace(ip, place) {
      if (places.size < LIMIT) places.set(ip, place);
    },
  };
}

function forwardedFor(request: Request): string | undefined {
  const [first = ''] = (request.headers.get('x-forwarded-for') ?? '').split(',');
  return isIP(first.trim()) === 0 ? undefined : first.trim();
}

const hostOf = (url: string | null): string | undefined =>
  url !== null && URL.canParse(url) ? new URL(url).hostname : undefined;

const isAddress = (value: unknown): value is string => isName(value) && isIP(value) !== 0;
const isProxy = isWordOf(PROXIES);

/** @throws {SandboxError} `invalid_option` that names the member. */
export function parsePlace(details: JsonObject): { readonly ip: string; readonly place: Place } {
  allowDetails(details, ['ip', 'country', 'zip', 'dma', 'proxy']);
  const [zip, dma] = [
    detail(details, 'zip', isName, 'a text such as US-90210'),
    detail(details, 'dma', isCount, 'a whole number'),
  ];
  const proxy = detail(details, 'proxy', isProxy, `one of ${PROXIES.join(', ')}`);
  return {
    ip: neededDetail(details, 'ip', isAddress, 'an IP address'),
    place: {
      country: detail(details, 'country', isName, 'two capital letters') ?? DEFAULT_PLACE.country,
      ...(zip !== undefined && { zip }),
      ...(dma !== undefined && { dma }),
      ...(proxy !== undefined && { proxy }),
    },
  };
}
