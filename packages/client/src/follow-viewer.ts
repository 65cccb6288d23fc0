import type { Observable } from './observable.ts';
import type { FollowedSession, ViewerSession } from './session/viewer-session.ts';

/** What is done about viewers. */
export interface ViewerListener {
  /** The viewer who was there is gone: signed out, or another one is there now. */
  left(): void;
  /** Somebody is signed in who was not before. */
  came(): void;
}

/**
 * Follows a session: tells once of the viewer who is there, then of each who leaves or comes. What is not known yet tells nothing.
 *
 * @returns Ends it.
 */
export function followViewer(
  session: Observable<ViewerSession> | undefined,
  { left, came }: ViewerListener,
): () => void {
  let known: ViewerSession | undefined;
  const look = (): void => {
    const now = session?.get();
    if (!now || now.status === 'pending') return;
    const before = known;
    known = now;
    const isSame = before?.status === now.status && subjectOf(before) === subjectOf(now);
    if (isSame) return;
    if (before?.status === 'signed-in') left();
    // Whoever heard of it may have changed it again.
    if (now.status === 'signed-in' && known === now) came();
  };
  const unfollow = session?.subscribe(look);
  look();
  return () => unfollow?.();
}

/** Has the session look again, because a backend does not know the viewer whom it names. */
export function doubtViewer(session: FollowedSession | undefined): void {
  if (session?.get().status === 'signed-in') session.doubt?.();
}

const subjectOf = (session: ViewerSession): string | undefined =>
  session.status === 'signed-in' ? session.subject : undefined;
