import { calculatePKCECodeChallenge } from 'oauth4webapi';
import { OAuthError } from '../oauth-error.ts';
import { enterGrant, liveUntil } from '../tokens/grant.ts';
import type { Grant } from '../tokens/grant.ts';
import { newLiveSession } from '../tokens/live-session.ts';
import type { RefreshParts } from '../tokens/refresh-parts.ts';

/** Begins a session with what a code was exchanged for. Whatever session was there before, in any tab, is over. */
export async function beginSession(parts: RefreshParts, grant: Grant): Promise<void> {
  const { settings, keeper } = parts;
  const subject = grant.claims?.['sub'];
  const live = newLiveSession({
    id: settings.environment.random(),
    isShared: false,
    ...(typeof subject === 'string' && {
      subject,
      tag: await calculatePKCECodeChallenge(subject),
    }),
  });
  if (settings.isShared) live.isShared = await share(parts, live, grant);
  enterGrant(live, grant);
  keeper.current()?.over.abort(new OAuthError('signed_out', 'Somebody signed in.'));
  keeper.begin(live);
  keeper.accept(live, { ...grant.token, generation: 0 }, true);
  keeper.tabs.leaveMark('in', live.tag);
}

/** Puts the session into the store, in the place of the one before; also where it cannot be put there. */
async function share(
  { settings, store, emit, dpopKey }: RefreshParts,
  { id, subject }: { readonly id: string; readonly subject: string | undefined },
  grant: Grant,
): Promise<boolean> {
  const { refresh, scope } = grant;
  const key = await dpopKey();
  // A key that dies with this page takes what is bound to it along; other tabs have another.
  const isLasting = refresh !== undefined && (!key || key.isStored);
  const liveUntilMs = liveUntil(settings.environment.clock.now(), grant);
  const session = { id, refresh, liveUntilMs, generation: 0, subject, scope };
  const isDone = await store.update('session', () => (isLasting ? session : undefined));
  const isStored = isDone && isLasting;
  if (refresh !== undefined && !isStored) emit({ type: 'not-stored', what: 'refresh_token' });
  return isStored;
}
