/** What the backend tells of one's own session. Times are milliseconds since 1970. */
export interface SessionStory {
  readonly startedAt: number;
  /** When it ends if nothing is done. */
  readonly endsAt: number;
  readonly scopes: readonly string[];
  /** Oldest first. */
  readonly events: readonly { readonly atMs: number; readonly type: string }[];
}

/** @returns `undefined`: there is no session, or the backend cannot be reached. Either is told elsewhere. */
export async function readStory(): Promise<SessionStory | undefined> {
  try {
    const response = await fetch('/api/session-story');
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
