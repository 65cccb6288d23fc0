/** Options of the dialogs. All texts are plain text. */
export interface UiOptions {
  /** What is being watched, in the viewer's words. Shown above each dialog's heading, and part of its accessible name. */
  readonly title?: string;
  /**
   * Called by the "Sign in" button of the signed-out dialog. It may leave the page; if it resolves, a pass is asked for again, and if
   * it rejects, the dialog says so and the error is left unhandled for the page to see. It must do one of these. Default: the button says "Try again".
   */
  readonly signIn?: () => void | Promise<void>;
  /** Classes for the dialogs' elements, separated by spaces. */
  readonly className?: string;
  /**
   * More freedom for the entry page. By default it may run scripts, submit forms and use its own cookies; it may not open windows,
   * navigate the page or use the camera and the like.
   */
  readonly frame?: {
    /** Further tokens of the `sandbox` attribute, for example `allow-popups`. Not `allow-top-navigation`, if you can help it. */
    readonly sandbox?: string;
    /** The `allow` attribute, for example `publickey-credentials-get`. */
    readonly allow?: string;
  };
}
