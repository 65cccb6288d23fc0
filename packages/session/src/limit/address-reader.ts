import { BlockList, isIP, isIPv4 } from 'node:net';
import { ServerError } from '@playgate/server';

/** Options of `createAddressReader`. */
export interface AddressReaderOptions {
  /** Addresses and networks (`10.0.0.0/8`, `::1`) of the proxies in front of this backend. Default: none, and no header is read. */
  readonly trustedProxies?: readonly string[];
}

/**
 * Says where a request comes from, for limits: an IPv4 address, or the first 64 bits of an IPv6 address, since one subscriber has all
 * the rest. `X-Forwarded-For` is read only from proxies that are trusted, from the right: what stands left of the first stranger is that
 * stranger's own word.
 *
 * @param peer Who the connection is with; the host of the handler knows (`request.socket.remoteAddress`, `getConnInfo`).
 * @returns `undefined` when even that is not known.
 */
export type AddressReader = (peer: string | undefined, headers: Headers) => string | undefined;

/** @throws {ServerError} `config` */
export function createAddressReader({
  trustedProxies = [],
}: AddressReaderOptions = {}): AddressReader {
  const trusted = readNetworks(trustedProxies);
  const isTrusted = (address: string): boolean =>
    trusted.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
  return (peer, headers) => {
    let client = normalAddress(peer ?? '');
    if (client === undefined) return undefined;
    const forwarded = (headers.get('x-forwarded-for') ?? '').split(',');
    while (isTrusted(client)) {
      const before = normalAddress(forwarded.pop() ?? '');
      if (before === undefined) break;
      client = before;
    }
    return isIPv4(client) ? client : networkOf(client);
  };
}

function readNetworks(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits, ...rest] = network.split('/');
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : NaN;
    if (family === 0 || rest.length > 0 || !(prefix >= 0 && prefix <= most))
      throw new ServerError(
        'config',
        'trustedProxies must hold IP addresses and networks, such as 10.0.0.0/8.',
      );
    list.addSubnet(address, prefix, family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

/** An address without zone, brackets and port; what is IPv4 in IPv6's clothes is IPv4. */
function normalAddress(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](?::\d{1,5})?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/, '$1')
    .replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  const address = mapped ?? bare;
  return isIP(address) === 0 ? undefined : address;
}

/** The first 64 bits, spelled in one way. */
function networkOf(address: string): string {
  // The parser of URLs knows all ways to write an address, and writes it in one.
  const [left = '', right] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const head = left === '' ? [] : left.split(':');
  const tail = right === undefined || right === '' ? [] : right.split(':');
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(':')}::/64`;
}
