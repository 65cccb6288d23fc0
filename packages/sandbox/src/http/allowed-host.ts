/**
 * Whether a `Host` header names this computer. Any other name got here through DNS that points at it from outside
 * (DNS rebinding), and a page under that name could read everything.
 */
export function isAllowedHost(host: string | undefined, port: number): boolean {
  const match = /^(127\.0\.0\.1|\[::1\]|(?:[a-z0-9-]+\.)*localhost)(?::(\d+))?$/i.exec(host ?? '');
  return match !== null && Number(match[2] ?? 80) === port;
}
