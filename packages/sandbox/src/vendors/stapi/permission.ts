import type { API_SCOPES } from '../authorization/scopes.ts';

/**
 * What a key or token may do: the permissions of keys have the words of scopes here. The vendor's document says that there are both,
 * and names neither.
 */
export type Permission = (typeof API_SCOPES)[number];

/** What a request needs; `undefined` where nothing is guarded. */
export function permissionFor(method: string, path: string): Permission | undefined {
  const isReading = method === 'GET' || method === 'HEAD';
  if (path.startsWith('/media/')) return 'videos:play';
  if (/^\/v1\/analytics\b/.test(path)) return 'analytics:read';
  if (/^\/v1\/live-streams\b/.test(path)) return isReading ? 'live:read' : 'live:write';
  return path.startsWith('/v1/') ? (isReading ? 'videos:read' : 'videos:write') : undefined;
}
