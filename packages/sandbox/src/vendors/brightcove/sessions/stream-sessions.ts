import { setBounded } from '../../../set-bounded.ts';

/** A place where a viewer watches, as its heartbeats show it. */
export interface StreamSession {
  readonly sid: string;
  /** Milliseconds since 1970. */
  readonly lastSeenMs: number;
  readonly stopped: boolean;
}

/** Streams without DRM, counted by their heartbeats. */
export interface StreamSessions {
  /** Starts a session or keeps it going; a number is how many there are now. */
  beat(uid: string, sid: string, limit: number): number | 'MAX_CONCURRENCY' | 'SESSION_STOPPED';
  ofViewer(uid: string): readonly StreamSession[];
  /** Frees the place; `false` when there was none. */
  release(uid: string, sid: string): boolean;
  /** Ends another place's session: its next heartbeat hears of it. */
  stop(uid: string, sid: string): boolean;
}

/** @param heartbeatMs How often a session shows itself; after two such spans of silence it is over. */
export function createStreamSessions(now: () => number, heartbeatMs: () => number): StreamSessions {
  const byViewer = new Map<string, readonly StreamSession[]>();
  const of = (uid: string): readonly StreamSession[] =>
    (byViewer.get(uid) ?? []).filter(({ lastSeenMs }) => now() < lastSeenMs + 2 * heartbeatMs());
  const others = (uid: string, sid: string): readonly StreamSession[] =>
    of(uid).filter((one) => one.sid !== sid);
  const find = (uid: string, sid: string): StreamSession | undefined =>
    of(uid).find((one) => one.sid === sid);
  return {
    beat(uid, sid, limit) {
      const known = find(uid, sid);
      if (known?.stopped === true) return 'SESSION_STOPPED';
      const rest = others(uid, sid);
      const running = rest.filter(({ stopped }) => !stopped).length;
      if (!known && running >= limit) return 'MAX_CONCURRENCY';
      setBounded(byViewer, uid, [...rest, { sid, lastSeenMs: now(), stopped: false }]);
      return running + 1;
    },
    ofViewer: of,
    release(uid, sid) {
      const known = find(uid, sid);
      byViewer.set(uid, others(uid, sid));
      return known !== undefined;
    },
    stop(uid, sid) {
      const known = find(uid, sid);
      if (known) byViewer.set(uid, [...others(uid, sid), { ...known, stopped: true }]);
      return known !== undefined;
    },
  };
}
