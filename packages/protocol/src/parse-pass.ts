import { epochMs } from './epoch-ms.ts';
import type { EpochMs } from './epoch-ms.ts';
import {
  bodyOf,
  checkVersion,
  invalid,
  list,
  may,
  need,
  number,
  object,
  oneOf,
  text,
  texts,
  UPDATE,
} from './members.ts';
import { PLACEABLE_HEADERS } from './pass.ts';
import type {
  PassMode,
  PassRule,
  Placement,
  PlaybackPass,
  PlaybackSource,
  RefusalAction,
  RequestKind,
} from './pass.ts';
import { ProtocolError } from './protocol-error.ts';
import { parseUrlPrefix } from './url-prefix.ts';

/** The longest lifetime a pass may declare: about 126 years, in seconds. */
const LONGEST_LIFETIME = 4e9;
const VISIBLE_ASCII = /^[\u0020-\u007e]+$/;

const MODES: readonly PassMode[] = ['renewable', 'single-use'];
const KINDS: readonly RequestKind[] = [
  'manifest',
  'playlist',
  'segment',
  'init',
  'key',
  'license',
  'certificate',
  'track',
  'image',
  'steering',
  'timing',
  'api',
];
const ACTIONS: readonly RefusalAction[] = ['renew', 'reload', 'deny', 'retry'];

/**
 * Turns an answer of a backend into a pass. Members it does not know are ignored, placement kinds it does not know are an error.
 * The only place where seconds (`expires_in`, `issued_at`) become milliseconds.
 *
 * @param input Parsed JSON.
 * @throws {ProtocolError} `not_an_object`, `unsupported_version`, `unsupported_placement`, `invalid_member`; nothing else.
 */
export function parsePass(input: unknown): PlaybackPass {
  const pass = bodyOf(input, 'A pass');
  checkVersion(pass);
  return {
    version: 1,
    ...may(pass, 'id', text(256)),
    ...may(pass, 'subject', text(256)),
    mode: 'renewable',
    ...may(pass, 'mode', oneOf(MODES)),
    ...may(pass, 'issued_at', parseTime, 'issuedAt'),
    ...may(pass, 'expires_in', parseLifetime, 'lifetimeMs'),
    rules: need(pass, 'rules', list(64, parseRule)),
    ...may(pass, 'source', parseSource),
  };
}

function parseTime(value: unknown, member: string): EpochMs {
  return epochMs(number(0, LONGEST_LIFETIME)(value, member) * 1000);
}

/** At least a millisecond. */
function parseLifetime(value: unknown, member: string): number {
  return number(0.001, LONGEST_LIFETIME)(value, member) * 1000;
}

function parseSource(value: unknown, member: string): PlaybackSource {
  const source = object(value, member);
  return {
    src: need(source, 'src', text(8192)),
    ...may(source, 'type', text(128)),
    ...may(source, 'keySystems', (systems, at) => object(systems, at).values),
  };
}

function parseRule(value: unknown, member: string): PassRule {
  const rule = object(value, member);
  const match = need(rule, 'match', object);
  return {
    match: {
      urls: need(match, 'urls', list(64, parseUrl)),
      ...may(match, 'kinds', parseKinds),
    },
    place: need(rule, 'place', list(16, parsePlacement)),
    ...may(rule, 'refusals', parseRefusals),
    ...may(rule, 'redirects', oneOf<'never'>(['never'])),
  };
}

function parseUrl(value: unknown, member: string): string {
  const url = text(2048)(value, member);
  parseUrlPrefix(url, member);
  return url;
}

/** A kind of a later version can match nothing here, so it is left out rather than refused. */
function parseKinds(value: unknown, member: string): readonly RequestKind[] {
  const named = list(64, text(32))(value, member);
  return named.flatMap((name) => KINDS.filter((kind) => kind === name));
}

function parseRefusals(value: unknown, member: string): Readonly<Record<number, RefusalAction>> {
  const refusals = object(value, member);
  const statuses = Object.keys(refusals.values);
  if (!statuses.every((status) => /^[1-5]\d\d$/.test(status)))
    throw invalid(member, 'keyed by HTTP status');
  return Object.fromEntries(
    statuses.map((status) => [status, need(refusals, status, oneOf(ACTIONS))]),
  );
}

function parsePlacement(value: unknown, member: string): Placement {
  const placement = object(value, member);
  const { kind } = placement.values;
  if (kind === 'header')
    return {
      kind,
      name: need(placement, 'name', parseHeaderName),
      value: need(placement, 'value', parseHeaderValue),
    };
  if (kind === 'query') return { kind, params: need(placement, 'params', parseParams) };
  if (kind === 'cookie' || kind === 'none') return { kind };
  throw new ProtocolError(
    'unsupported_placement',
    `${member}.kind`,
    `${member}.kind is no placement this version knows. ${UPDATE}`,
  );
}

function parseHeaderName(value: unknown, member: string): string {
  const name = text(128)(value, member);
  const lower = name.toLowerCase();
  if (PLACEABLE_HEADERS.includes(lower) || /^x-(?!playgate$)[a-z0-9-]+$/.test(lower)) return name;
  throw invalid(member, `${PLACEABLE_HEADERS.join(', ')} or start with X-`);
}

function parseHeaderValue(value: unknown, member: string): string {
  const header = text(16384)(value, member);
  if (VISIBLE_ASCII.test(header)) return header;
  throw invalid(member, 'visible ASCII');
}

function parseParams(value: unknown, member: string): Readonly<Record<string, string>> {
  const params = texts(8192)(value, member);
  for (const [name, content] of Object.entries(params))
    if (/[\s&#\u007f-\uffff]/.test(name + content) || !name || name.includes('='))
      throw invalid(member, 'percent-encoded');
  return params;
}
