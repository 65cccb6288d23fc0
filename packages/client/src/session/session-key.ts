import type { SessionSettings } from './session-settings.ts';

/** Where a session is marked: by its handler, not by how its address is written. Two applications of one origin may write the same. */
export function sessionKey({ session, here }: SessionSettings): string {
  const base = here?.document.baseURI;
  return `playgate:session ${String(URL.canParse(session, base) ? new URL(session, base) : session)}`;
}
