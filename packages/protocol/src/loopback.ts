/**
 * Whether a host name, as URLs spell it, is this machine: `localhost`, a name under `.localhost`, 127.0.0.0/8 or `[::1]`.
 * Only such hosts may be reached by plain http.
 */
export function isLoopbackHost(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}
