import { ServerError } from '../server-error.ts';
import { playlistFault } from './playlist-fault.ts';

/** Which playlist a request is for. */
export interface AskedPlaylist {
  readonly asset: string;
  /** `manifest`: what playback begins with. `playlist`: what another playlist named. */
  readonly kind: 'manifest' | 'playlist';
  /** Where it is. Absent: at the pass's own source. */
  readonly url: string | undefined;
  /** Low-latency delivery directives, as they were written. */
  readonly directives: readonly string[];
  /** Variables of the multivariant playlist that named it. */
  readonly imports: ReadonlyMap<string, string>;
  /**
   * The address under which another playlist of the same asset is had, relative to this one's.
   *
   * @throws {ServerError} `vendor_response` if it is too long to be asked for.
   */
  readonly addressOf: (url: string, imports: ReadonlyMap<string, string>) => string;
}

const LONGEST_ADDRESS = 8192;
/** @see RFC 8216bis, section 6.2.5 */
const DIRECTIVE = /^_HLS_[A-Za-z]+=/;
const VARIABLE = /^v\.([A-Za-z0-9_-]+)$/;

/**
 * Reads the query of a request: `asset`, `manifest` or `playlist`, delivery directives, and variables (`v.` and the name). What else is
 * there is the application's own, and stays in the addresses of the playlists below.
 *
 * @throws {ServerError} `invalid_request`
 */
export function readAskedPlaylist({ url: address }: Request): AskedPlaylist {
  if (address.length > LONGEST_ADDRESS) throw wrong('The address is too long.');
  const { pathname, search } = new URL(address);
  const pairs = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '');
  const named = new Map<string, string>();
  const imports = new Map<string, string>();
  const directives: string[] = [];
  const kept: string[] = [];
  for (const pair of pairs) {
    const [name, value] = readPair(pair);
    const variable = VARIABLE.exec(name)?.[1];
    if (DIRECTIVE.test(pair)) directives.push(pair);
    else if (variable !== undefined) imports.set(variable, value);
    else if (name === 'manifest' || name === 'playlist') once(named, name, value);
    else kept.push(pair);
    if (name === 'asset') once(named, name, value);
  }
  const asset = named.get('asset');
  const playlist = named.get('playlist');
  const manifest = named.get('manifest');
  if (asset === undefined) throw wrong('Name the asset.');
  if (playlist !== undefined && manifest !== undefined)
    throw wrong('Name a manifest or a playlist, and not both.');
  return {
    ...{ asset, directives, imports, addressOf: addressing(nameOf(pathname), kept) },
    kind: playlist === undefined ? 'manifest' : 'playlist',
    url: playlist ?? manifest,
  };
}

/** The last step of the path: not every player knows how to read an address that is nothing but a query. */
function nameOf(pathname: string): string {
  const name = pathname.slice(pathname.lastIndexOf('/') + 1);
  // What stands before a colon would be a scheme.
  return name.includes(':') ? `./${name}` : name;
}

function addressing(name: string, kept: readonly string[]): AskedPlaylist['addressOf'] {
  return (url, imports) => {
    const variables = [...imports].map(([name, value]) => `v.${name}=${encodeURIComponent(value)}`);
    const pairs = [...kept, `playlist=${encodeURIComponent(url)}`, ...variables];
    const address = `${name}?${pairs.join('&')}`;
    if (address.length > LONGEST_ADDRESS)
      throw playlistFault('names one whose address here is too long');
    return address;
  };
}

function readPair(pair: string): readonly [string, string] {
  const equals = pair.indexOf('=');
  const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
  try {
    return [decodeURIComponent(name), decodeURIComponent(value.replaceAll('+', ' '))];
  } catch (cause) {
    throw new ServerError('invalid_request', 'The address is not percent-encoded.', { cause });
  }
}

function once(named: Map<string, string>, name: string, value: string): void {
  if (named.has(name)) throw wrong(`Name the ${name} once.`);
  named.set(name, value);
}

function wrong(message: string): ServerError {
  return new ServerError('invalid_request', message);
}
