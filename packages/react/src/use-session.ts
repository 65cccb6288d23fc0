import type { ViewerSession, ViewerSessionSource } from '@playgate/client';
import { useMemo, useSyncExternalStore } from 'react';
import { useSessionSource } from './use-session-source.ts';

/** Who is signed in, and what the viewer may do about it. The object changes with the session only. */
export interface SessionView {
  /** `pending` on the server, during hydration, and until it is known. */
  readonly status: ViewerSession['status'];
  /** The viewer's opaque tag, where the session has one. */
  readonly subject: string | undefined;
  /** What is said about the viewer. */
  readonly claims: Readonly<Record<string, unknown>> | undefined;
  /** Why nobody is signed in, where nobody asked for it; or why it is not known yet. */
  readonly error: Error | undefined;
  /** `redirect` leaves the page; `popup`, called in the task of a click, does not. */
  readonly signIn: ViewerSessionSource['signIn'];
  readonly signOut: ViewerSessionSource['signOut'];
}

const PENDING: ViewerSession = { status: 'pending' };
const pending = (): ViewerSession => PENDING;

/**
 * Who is signed in.
 *
 * @throws {ClientError} `config` outside of a `PlaygateProvider` with a session.
 */
export function useSession(): SessionView {
  const source = useSessionSource();
  const { subscribe, get } = source.session;
  const session = useSyncExternalStore(subscribe, get, pending);
  const { signIn, signOut } = source;
  return useMemo(() => ({ ...NOBODY, ...session, signIn, signOut }), [session, signIn, signOut]);
}

const NOBODY = { subject: undefined, claims: undefined, error: undefined };
