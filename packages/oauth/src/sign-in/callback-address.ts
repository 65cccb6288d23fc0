/** What a server adds to the address that it sends the viewer back to. */
const ADDED = ['code', 'state', 'iss', 'error', 'error_description', 'error_uri', 'session_state'];

/** The state of a callback. `undefined`: the address is none. */
export function callbackState(address: string, redirectUri: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { searchParams, origin, pathname } = new URL(address);
  const redirect = new URL(redirectUri);
  const isThere = origin === redirect.origin && pathname === redirect.pathname;
  const isAnswer = searchParams.has('code') || searchParams.has('error');
  return (isThere && isAnswer && searchParams.get('state')) || undefined;
}

/** The address without what a server added. */
export function withoutAnswer(address: string): string {
  const url = new URL(address);
  for (const name of ADDED) url.searchParams.delete(name);
  return url.href;
}
