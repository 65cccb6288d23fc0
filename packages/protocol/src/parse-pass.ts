import { epochMs } from './epoch-ms.ts';
import type { Members } from './members.ts';
import { arrayAt, invalid, isObject, objectAt, optional, own, textAt, textsAt } from './members.ts';
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

const KINDS: readonly string[] = [
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
] satisfies readonly RequestKind[];
const ACTIONS: readonly string[] = [
  'renew',
  'reload',
  'deny',
  'retry',
] satisfies readonly RefusalAction[];

const isKind = (value: string): value is RequestKind => KINDS.includes(value);
const isAction = (value: unknown): value is RefusalAction =>
  typeof value === 'string' && ACTIONS.includes(value);

/**
 * Turns an answer of a backend into a pass. Members it does not know are ignored, placement kinds it does not know are an error.
 * The only place where seconds (`expires_in`, `issued_at`) become milliseconds.
 *
 * @param input Parsed JSON.
 * @throws {ProtocolError} `not_an_object`, `unsupported_version`, `unsupported_placement`, `invalid_member`; nothing else.
 */
export function parsePass(input: unknown): PlaybackPass {
  if (!isObject(input))
    throw new ProtocolError('not_an_object', '', 'A pass must be a JSON object.');
  if (own(input, 'version') !== 1)
    throw new ProtocolError(
      'unsupported_version',
      'version',
      'This pass has a version other than 1. Update the Playgate packages of the page or of the backend.',
    );
  const id = optional(input, 'id', '', (value, member) => textAt(value, member, 256));
  const subject = optional(input, 'subject', '', (value, member) => textAt(value, member, 256));
  const issuedAt = optional(input, 'issued_at', '', secondsAt);
  const lifetime = optional(input, 'expires_in', '', lifetimeAt);
  const source = optional(input, 'source', '', parseSource);
  return {
    version: 1,
    ...(id !== undefined && { id }),
    ...(subject !== undefined && { subject }),
    mode: parseMode(own(input, 'mode')),
    ...(issuedAt !== undefined && { issuedAt: epochMs(issuedAt * 1000) }),
    ...(lifetime !== undefined && { lifetimeMs: lifetime * 1000 }),
    rules: arrayAt(own(input, 'rules'), 'rules', 64).map((rule, i) =>
      parseRule(rule, `rules[${i}]`),
    ),
    ...(source !== undefined && { source }),
  };
}

function parseMode(value: unknown): PassMode {
  if (value === undefined || value === 'renewable') return 'renewable';
  if (value === 'single-use') return value;
  throw invalid('mode', '"renewable" or "single-use"');
}

function secondsAt(value: unknown, member: string): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= LONGEST_LIFETIME))
    throw invalid(member, 'a number of seconds since the epoch');
  return value;
}

function lifetimeAt(value: unknown, member: string): number {
  if (typeof value !== 'number' || !(value > 0 && value <= LONGEST_LIFETIME))
    throw invalid(member, `a number of seconds above 0 and at most ${LONGEST_LIFETIME}`);
  return value;
}

function parseSource(value: unknown, member: string): PlaybackSource {
  const object = objectAt(value, member);
  const type = optional(object, 'type', `${member}.`, (v, m) => textAt(v, m, 128));
  const keySystems = optional(object, 'keySystems', `${member}.`, objectAt);
  return {
    src: textAt(own(object, 'src'), `${member}.src`, 8192),
    ...(type !== undefined && { type }),
    ...(keySystems !== undefined && { keySystems }),
  };
}

function parseRule(value: unknown, member: string): PassRule {
  const object = objectAt(value, member);
  const match = objectAt(own(object, 'match'), `${member}.match`);
  const urls = arrayAt(own(match, 'urls'), `${member}.match.urls`, 64).map((url, i) => {
    const name = `${member}.match.urls[${i}]`;
    const text = textAt(url, name, 2048);
    parseUrlPrefix(text, name);
    return text;
  });
  const kinds = optional(match, 'kinds', `${member}.match.`, parseKinds);
  const refusals = optional(object, 'refusals', `${member}.`, parseRefusals);
  const redirects = own(object, 'redirects');
  if (redirects !== undefined && redirects !== 'never')
    throw invalid(`${member}.redirects`, '"never"');
  return {
    match: { urls, ...(kinds !== undefined && { kinds }) },
    place: arrayAt(own(object, 'place'), `${member}.place`, 16).map((placement, i) =>
      parsePlacement(placement, `${member}.place[${i}]`),
    ),
    ...(refusals !== undefined && { refusals }),
    ...(redirects !== undefined && { redirects }),
  };
}

function parseKinds(value: unknown, member: string): readonly RequestKind[] {
  // A kind of a later version can match nothing here, so it is left out rather than refused.
  return arrayAt(value, member, 64)
    .map((kind, i) => textAt(kind, `${member}[${i}]`, 32))
    .filter(isKind);
}

function parseRefusals(value: unknown, member: string): Readonly<Record<number, RefusalAction>> {
  const refusals: Record<number, RefusalAction> = {};
  for (const [status, action] of Object.entries(objectAt(value, member))) {
    if (!/^[1-5]\d\d$/.test(status)) throw invalid(member, 'keyed by HTTP status');
    if (!isAction(action)) throw invalid(`${member}.${status}`, `one of ${ACTIONS.join(', ')}`);
    refusals[Number(status)] = action;
  }
  return refusals;
}

function parsePlacement(value: unknown, member: string): Placement {
  const object = objectAt(value, member);
  const kind = own(object, 'kind');
  switch (kind) {
    case 'header':
      return parseHeader(object, member);
    case 'query':
      return { kind, params: parseParams(own(object, 'params'), `${member}.params`) };
    case 'cookie':
    case 'none':
      return { kind };
    default:
      throw new ProtocolError(
        'unsupported_placement',
        `${member}.kind`,
        `${member}.kind is not a placement this version knows. Update the Playgate packages of the page.`,
      );
  }
}

function parseHeader(object: Members, member: string): Placement {
  const name = textAt(own(object, 'name'), `${member}.name`, 128);
  const lower = name.toLowerCase();
  const listed = PLACEABLE_HEADERS.includes(lower) || /^x-[a-z0-9-]+$/.test(lower);
  if (!listed || lower === 'x-playgate')
    throw invalid(
      `${member}.name`,
      `${PLACEABLE_HEADERS.join(', ')} or a name that starts with X-`,
    );
  const text = textAt(own(object, 'value'), `${member}.value`, 16384);
  if (!/^[\u0020-\u007e]+$/.test(text)) throw invalid(`${member}.value`, 'visible ASCII');
  return { kind: 'header', name, value: text };
}

function parseParams(value: unknown, member: string): Readonly<Record<string, string>> {
  const params = textsAt(value, member, 8192);
  for (const [name, text] of Object.entries(params))
    if (!/^[^\s&=#\u007f-\uffff]+$/.test(name) || !/^[^\s&#\u007f-\uffff]*$/.test(text))
      throw invalid(member, 'already percent-encoded: no spaces, & or #');
  return params;
}
