import { parsePass } from '@playgate/protocol';
import type { PlaybackPass } from '@playgate/protocol';

/** Where the passes of these tests may go. */
export const CDN = 'https://cdn.example/films/';

/** A pass as a backend would answer it: a Bearer header on `CDN`. Members given replace those. */
export function makePass(
  token: string,
  members: Readonly<Record<string, unknown>> = {},
): PlaybackPass {
  return parsePass({
    version: 1,
    expires_in: 60,
    rules: [
      {
        match: { urls: [CDN] },
        place: [{ kind: 'header', name: 'Authorization', value: `Bearer ${token}` }],
      },
    ],
    ...members,
  });
}

/** A pass that never ends by itself. */
export function makeEndlessPass(token: string): PlaybackPass {
  return makePass(token, { expires_in: undefined });
}
