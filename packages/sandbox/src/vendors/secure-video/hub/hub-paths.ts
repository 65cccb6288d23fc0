/** @see SecureVideo, "API - Login", as its example prints it. */
export const LOGIN_PATH = '/Account/AutoLogin/auto=';

/** @see SecureVideo, "Auto-Start for One-Click Sessions". */
export const JOIN_PATH = '/Pass/Join/';

export const DASHBOARD_PATH = '/Account/Dashboard';

export const SIGN_OUT_PATH = '/Account/LogOff';

/** Pages for people, beside the API: on the vendor's side another host. */
export const isHubPath = (path: string): boolean => /^\/(?:account|pass|assets)\//i.test(path);

/** A path without what lets somebody in: codes, and the GUIDs of logins. */
export const pathWithoutCodes = (path: string): string =>
  path
    .replace(/^(\/pass\/join\/)[^/]+/i, '$1{}')
    .replace(/^(\/account\/autologin\/auto=)[^/]+/i, '$1{}')
    .replace(/^(\/login\/)[\da-f]{32}$/i, '$1{}');
