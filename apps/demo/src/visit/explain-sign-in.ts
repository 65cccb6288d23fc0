const SENTENCES: Readonly<Record<string, string>> = {
  popup_blocked: 'The browser opened no window. Sign in by redirect, or allow windows here.',
  popup_closed: 'The window was closed before anybody had signed in.',
  access_denied: 'The authorization server was told no.',
  network: 'The authorization server cannot be reached. Try again later.',
  timeout: 'That took too long. Try again.',
  server_error: 'The authorization server is in trouble. Try again later.',
  unauthenticated: 'The session has ended. Sign in again.',
  session_lost: 'The authorization server has ended the sign-in. Sign in again.',
  state_mismatch: 'This answers no sign-in of this tab. Sign in again.',
  invalid_request: 'This answers no sign-in of this browser. Sign in again.',
};

/** Why a sign-in did not work, or is over, for whoever wants in. */
export function explainSignIn(code: string): string {
  return SENTENCES[code] ?? `That did not work (${code.replaceAll('_', ' ')}). Try again.`;
}
