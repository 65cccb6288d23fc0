/** The id of the dialog that `openSignIn` opens. */
export const SIGN_IN_DIALOG = 'sign-in';

/** Asks the viewer to sign in. Resolves when the dialog is closed, whoever is signed in then. */
export async function openSignIn(): Promise<void> {
  const dialog = document.getElementById(SIGN_IN_DIALOG);
  if (!(dialog instanceof HTMLDialogElement)) return;
  const closed = new Promise((resolve) =>
    dialog.addEventListener('close', resolve, { once: true }),
  );
  if (!dialog.open) dialog.showModal();
  await closed;
}
