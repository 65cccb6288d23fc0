import { removeQuery } from '@playgate/protocol';
import type { RequestKind } from '@playgate/protocol';
import { ServerError } from '../server-error.ts';
import { changeAttributes, readAttributes } from './attribute-list.ts';
import type { FindRule } from './placed-rules.ts';
import { playlistFault } from './playlist-fault.ts';
import { PLAYLIST, SEGMENT, SIBLING_TAG, URI_TAGS, VARIANT_TAG } from './playlist-tags.ts';
import type { UriUse } from './playlist-tags.ts';
import { PlaylistVariables } from './playlist-variables.ts';

/** What a playlist is rewritten by. */
export interface PlaylistPlan {
  /** The URL that it was asked under, without a credential. */
  readonly url: string;
  readonly findRule: FindRule;
  /** Names of query parameters that hold the playlist's own credential. */
  readonly secret: readonly string[];
  /** Variables of the multivariant playlist, if this one was named by it. */
  readonly imports: ReadonlyMap<string, string>;
  /** Whether rules count for URIs in date ranges, too. */
  readonly dateRanges: boolean;
  /** The address under which a playlist is had with its own children rewritten. */
  readonly addressOf: (url: string, imports: ReadonlyMap<string, string>) => string;
}

const TAG = /^#(EXT[A-Z0-9-]*):(.*)$/s;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** Rewrites a playlist line by line. */
export class PlaylistRewriter {
  readonly #plan: PlaylistPlan;
  readonly #variables: PlaylistVariables;
  #isBegun = false;
  #next: UriUse = SEGMENT;

  constructor(plan: PlaylistPlan) {
    this.#plan = plan;
    this.#variables = new PlaylistVariables(plan);
  }

  /**
   * Rewrites one line, without its end.
   *
   * @throws {ServerError} `vendor_response` if it is no playlist, or one that cannot be rewritten; `placement_unsupported` if the pass wants
   *   a header on what a player loads by itself.
   */
  line(text: string): string {
    if (!this.#isBegun) {
      this.#isBegun = true;
      if (!/^#EXTM3U[ \t]*$/.test(text)) throw playlistFault('does not begin as one');
      return text;
    }
    if (text.startsWith('#')) return this.#tag(text);
    return text.trim() === '' ? text : this.#uriLine(text);
  }

  /** @throws {ServerError} `vendor_response` if there was nothing. */
  end(): void {
    if (!this.#isBegun) throw playlistFault('is empty');
  }

  #uriLine(text: string): string {
    const use = this.#next;
    this.#next = SEGMENT;
    return this.#uri(text, use, this.#variables.values);
  }

  #tag(text: string): string {
    const [, tag = '', list = ''] = TAG.exec(text) ?? [];
    if (tag === VARIANT_TAG) this.#next = PLAYLIST;
    if (tag === 'EXT-X-DEFINE') return `#${tag}:${this.#variables.define(list)}`;
    const uris = URI_TAGS.get(tag);
    if (uris === undefined) return text;
    const attributes = readAttributes(list);
    const imports = tag === SIBLING_TAG ? this.#plan.imports : this.#variables.values;
    const changed = changeAttributes(list, ({ name, value }) => {
      const uri = uris.find((one) => one.name === name);
      return uri && this.#uri(value, uri.use(attributes), imports);
    });
    return `#${tag}:${changed}`;
  }

  /** What leads to where no rule places anything stays as it is; but it must lead there still. */
  #uri(
    written: string,
    { kind, isPlaylist = false, isForeign = false }: UriUse,
    imports: ReadonlyMap<string, string>,
  ): string {
    const meant = this.#variables.substitute(written);
    const url = resolve(meant, this.#plan.url);
    if (url === undefined) return written;
    const { findRule, dateRanges } = this.#plan;
    const rule = isForeign && !dateRanges ? undefined : findRule(url, kind);
    if (rule === undefined || !rule.places) return SCHEME.test(meant) ? written : plain(url);
    if (isPlaylist) return plain(this.#plan.addressOf(removeQuery(url, rule.names), imports));
    if (Object.keys(rule.headers).length > 0) throw headerNeeded(kind);
    return plain(rule.place(url));
  }
}

/** @returns `undefined` for what no request is made for by http. */
function resolve(uri: string, base: string): string | undefined {
  if (!URL.canParse(uri, base)) return undefined;
  const { protocol, href } = new URL(uri, base);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}

/** In a playlist a brace with a dollar begins a variable, and a quotation mark ends a value. */
function plain(url: string): string {
  return url.replaceAll('{$', '%7B$').replaceAll('"', '%22');
}

function headerNeeded(kind: RequestKind = 'api'): ServerError {
  return new ServerError(
    'placement_unsupported',
    `The pass puts a header on requests for a ${kind}, and players that load by themselves send none. Have it placed in the query, or use a cookie.`,
  );
}
