import { useRef } from 'react';
import type { ReactNode } from 'react';
import { AccountChoice } from './account-choice.tsx';
import { openSignIn, SIGN_IN_DIALOG } from './open-sign-in.ts';
import { signOut } from './visit.ts';
import type { Visit } from './visit.ts';

/** Says who is here, in the corner of the page, and lets them come and go. */
export function ViewerCorner({ visit }: { readonly visit: Visit | undefined }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  if (visit === undefined) return <div className="viewer-corner" />;
  if (visit.viewer !== undefined)
    return (
      <div className="viewer-corner">
        <span className="viewer-name">
          <span className="visually-hidden">Signed in as </span>
          {visit.viewer.name}
        </span>
        <button type="button" className="button" onClick={() => void signOut()}>
          Sign out
        </button>
      </div>
    );
  return (
    <div className="viewer-corner">
      <button type="button" className="button" onClick={openSignIn}>
        Sign in
      </button>
      <dialog id={SIGN_IN_DIALOG} ref={dialog} className="dialog" aria-labelledby="sign-in-title">
        <h2 id="sign-in-title">Who is watching?</h2>
        <p>A demo: no passwords, two accounts.</p>
        <AccountChoice onDone={() => dialog.current?.close()} />
        <form method="dialog">
          <button type="submit" className="button button-quiet">
            Cancel
          </button>
        </form>
      </dialog>
    </div>
  );
}
