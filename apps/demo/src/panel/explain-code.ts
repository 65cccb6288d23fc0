/** What the codes that a viewer of this demo can meet mean, in a sentence. */
const MEANINGS: Readonly<Record<string, string>> = {
  network: 'the backend cannot be reached. It is asked again, at growing intervals.',
  timeout: 'the backend did not answer in time. It is asked again.',
  server_error: 'the backend is in trouble. It is asked again, at growing intervals.',
  rate_limited: 'too many asks. It waits as long as it was told to.',
  unauthenticated: 'nobody is signed in.',
  forbidden: 'this viewer may not watch the film.',
  not_found: 'there is no such film.',
  interaction_denied: 'the gate sent the viewer back without permission.',
  pass_refused: 'the media server refuses even fresh passes. Asking on would only hammer it.',
  media_forbidden: 'the media server gave a final no.',
  media_unreachable: 'the media server gives no readable answer.',
  redirect_refused: 'the media server sent a request to a host that the pass does not name.',
  placement_unsupported: 'this browser plays the film in a way that cannot carry the pass.',
  signed_out: 'the viewer signed out.',
};

export function explainCode(code: string): string {
  return MEANINGS[code] ?? `${code.replaceAll('_', ' ')}.`;
}
