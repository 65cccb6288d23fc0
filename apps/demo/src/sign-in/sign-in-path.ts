/** Address of the page about the two ways to sign in. */
export const SIGN_IN_PATH = '/sign-in';
