import type { ReactNode } from 'react';
import { useSession } from './use-session.ts';

export interface SignedInProps {
  readonly children?: ReactNode;
  /** Shown once it is known that nobody is. Default: nothing. */
  readonly fallback?: ReactNode;
}

/**
 * Shows its children while somebody is signed in, and nothing as long as that is not known. What must stay secret is kept by the backend: a
 * page can be made to show anything.
 *
 * @throws {ClientError} As `useSession`.
 */
export function SignedIn({ children, fallback }: SignedInProps): ReactNode {
  const { status } = useSession();
  if (status === 'pending') return null;
  return status === 'signed-in' ? children : fallback;
}
