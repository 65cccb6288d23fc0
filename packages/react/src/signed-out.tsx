import type { ReactNode } from 'react';
import { SignedIn } from './signed-in.tsx';

/**
 * Shows its children while nobody is signed in, and nothing as long as that is not known.
 *
 * @throws {ClientError} As `useSession`.
 */
export function SignedOut({ children }: { readonly children?: ReactNode }): ReactNode {
  return <SignedIn fallback={children} />;
}
