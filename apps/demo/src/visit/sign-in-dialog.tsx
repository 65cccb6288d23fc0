import { useSession } from '@playgate/react';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { PageLink } from '../site/page-link.tsx';
import { SIGN_IN_PATH } from '../sign-in/sign-in-path.ts';
import { SIGN_IN_DIALOG } from './open-sign-in.ts';
import { SignInWays } from './sign-in-ways.tsx';

/** Where viewers sign in. It closes by itself once somebody has, in whatever tab. */
export function SignInDialog(): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const { status } = useSession();
  useEffect(() => {
    if (status === 'signed-in') dialog.current?.close();
  }, [status]);
  const close = (): void => dialog.current?.close();
  return (
    <dialog id={SIGN_IN_DIALOG} ref={dialog} className="dialog" aria-labelledby="sign-in-title">
      <h2 id="sign-in-title">Sign in</h2>
      <p>
        The authorization server knows two people, and asks for no password: Ada has a ticket for
        everything, Grace has none.
      </p>
      <SignInWays />
      <footer className="dialog-end">
        <PageLink to={SIGN_IN_PATH} onFollow={close}>
          How this works
        </PageLink>
        <button type="button" className="button button-quiet" onClick={close}>
          Cancel
        </button>
      </footer>
    </dialog>
  );
}
