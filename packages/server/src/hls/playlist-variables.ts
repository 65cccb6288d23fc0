import { readAttributes } from './attribute-list.ts';
import { playlistFault } from './playlist-fault.ts';

const REFERENCE = /\{\$([A-Za-z0-9_-]+)\}/g;
const MOST = 100;
/** Of all values together, and of what they add to one URI, in UTF-16 units: an address of ours holds no more. */
const LONGEST = 8192;

/** Where the values of variables come from. */
export interface VariableSources {
  /** What the multivariant playlist defined. */
  readonly imports: ReadonlyMap<string, string>;
  /** The URL of the playlist. */
  readonly url: string;
  /** Names of query parameters whose value is a credential. */
  readonly secret: readonly string[];
}

/**
 * The variables of one playlist.
 *
 * @see RFC 8216bis, sections 4.3 and 4.4.2.3
 */
export class PlaylistVariables {
  readonly #sources: VariableSources;
  readonly #values = new Map<string, string>();
  #length = 0;

  constructor(sources: VariableSources) {
    this.#sources = sources;
  }

  /** What was defined so far. */
  get values(): ReadonlyMap<string, string> {
    return this.#values;
  }

  /**
   * Takes the attributes of an `EXT-X-DEFINE`.
   *
   * @returns Those that mean the same to a player, who sees the playlist under another URL.
   * @throws {ServerError} `vendor_response`
   */
  define(list: string): string {
    const attributes = readAttributes(list);
    const name = attributes.get('NAME');
    const imported = attributes.get('IMPORT');
    const param = attributes.get('QUERYPARAM');
    if (name !== undefined) this.#set(name, attributes.get('VALUE'));
    else if (imported !== undefined) this.#set(imported, this.#sources.imports.get(imported));
    else if (param !== undefined) return `NAME="${param}",VALUE="${this.#setFromUrl(param)}"`;
    return list;
  }

  /** @throws {ServerError} `vendor_response`, if a variable is not defined, or the text grows too long. */
  substitute(text: string): string {
    let added = 0;
    return text.replace(REFERENCE, (_reference, name: string) => {
      const value = this.#values.get(name);
      if (value === undefined) throw playlistFault('uses a variable that it does not define');
      added += value.length;
      if (added > LONGEST) throw playlistFault('has a URI that is too long');
      return value;
    });
  }

  #set(name: string, value: string | undefined): string {
    if (value === undefined) throw playlistFault('defines a variable without a value');
    this.#length += value.length;
    if (this.#values.size >= MOST || this.#length > LONGEST)
      throw playlistFault('defines too many variables, or too long ones');
    this.#values.set(name, value);
    return value;
  }

  /** A credential is put where the rules say, and nowhere else: as a variable it is empty. */
  #setFromUrl(name: string): string {
    const { url, secret } = this.#sources;
    const value = secret.includes(name) ? '' : new URL(url).searchParams.get(name);
    if (value !== null && /["\r\n]/.test(value))
      throw playlistFault('defines a variable that no playlist can hold');
    return this.#set(name, value ?? undefined);
  }
}
