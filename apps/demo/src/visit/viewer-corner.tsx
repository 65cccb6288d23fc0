import { SignedIn, SignedOut, useSession } from '@playgate/react';
import type { ReactNode } from 'react';
import { useAttempt } from '../site/use-attempt.ts';
import { openSignIn } from './open-sign-in.ts';
import { SignInDialog } from './sign-in-dialog.tsx';
import { useViewer } from './use-viewer.ts';

/** Says who is here, in the corner of the page, and lets them come and go. */
export function ViewerCorner(): ReactNode {
  return (
    <div className="viewer-corner">
      <SignedIn>
        <SignedInAs />
      </SignedIn>
      <SignedOut>
        <button type="button" className="button" onClick={() => void openSignIn()}>
          Sign in
        </button>
      </SignedOut>
      <SignInDialog />
    </div>
  );
}

function SignedInAs(): ReactNode {
  const { signOut } = useSession();
  const viewer = useViewer();
  const { attempt, isBusy } = useAttempt();
  return (
    <>
      <span className="viewer-name">
        <span className="visually-hidden">Signed in as </span>
        {viewer?.name ?? 'somebody'}
      </span>
      <button
        type="button"
        className="button"
        disabled={isBusy}
        onClick={() => attempt(() => signOut())}
      >
        Sign out
      </button>
    </>
  );
}
