/** The id of the dialog that `openSignIn` opens. */
export const SIGN_IN_DIALOG = 'sign-in';

/** Asks the viewer who they are. */
export function openSignIn(): void {
  const dialog = document.getElementById(SIGN_IN_DIALOG);
  if (dialog instanceof HTMLDialogElement) dialog.showModal();
}
