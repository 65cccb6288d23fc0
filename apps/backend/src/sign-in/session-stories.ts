import type { SessionEvent } from '@playgate/session';

/** One thing that happened to a session. */
export interface StoryEvent {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly type: SessionEvent['type'];
}

/** What happened to each session lately, for the page that draws it. Kept in memory; a real application has it in its audit log. */
export interface SessionStories {
  hear(event: Pick<SessionEvent, 'at' | 'type' | 'session'>): void;
  /** @param session The session's tag. Oldest first. */
  of(session: string): readonly StoryEvent[];
}

const KEEP_EVENTS = 40;
const KEEP_SESSIONS = 500;

export function createSessionStories(): SessionStories {
  const stories = new Map<string, readonly StoryEvent[]>();
  return {
    hear({ at, type, session }) {
      if (session === undefined) return;
      const [oldest] = stories.keys();
      if (stories.size >= KEEP_SESSIONS && oldest !== undefined) stories.delete(oldest);
      const before = stories.get(session) ?? [];
      stories.set(session, [...before, { atMs: at, type }].slice(-KEEP_EVENTS));
    },
    of: (session) => stories.get(session) ?? [],
  };
}
