import { isLoopbackHost } from '@playgate/server/handlers';

/**
 * Whether a host name, as URLs spell it, leads to the machine that resolves it. That is more than the loopback names to which http is allowed:
 * the unspecified addresses, a trailing dot, and IPv4 in IPv6's clothes.
 */
export function isThisMachine(hostname: string): boolean {
  return (
    isLoopbackHost(hostname.replace(/\.$/, '')) ||
    hostname === '0.0.0.0' ||
    hostname === '[::]' ||
    /^\[::ffff:(?:7f[\da-f]{2}:[\da-f]{1,4}|0:0)\]$/.test(hostname)
  );
}
