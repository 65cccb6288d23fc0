import type { OAuthEvent, OAuthSession } from '@playgate/oauth';
import { browserWay } from './browser-way.ts';
import type { Standing } from './tabs/tab-news.ts';
import type { WayRecorder } from './way-recorder.ts';

/** Records what happens where the browser signs in itself, whatever settings it has. */
export function followBrowserWay(recorder: WayRecorder, lifeMs: number): void {
  let unfollow = (): void => {};
  const follow = (): void => {
    unfollow();
    const way = browserWay.get();
    if (way === undefined) return;
    let known: OAuthSession['status'] | undefined;
    const look = (): void => {
      const session = way.oauth.session.get();
      if (session.status === known) return;
      known = session.status;
      recorder.stand(standingOf(session));
      // After a reload there are no claims yet, and no token either.
      if (session.status === 'signed-in' && session.claims)
        recorder.happen({ what: 'token', lifeMs, isFirst: true });
    };
    const mute = way.hear((event) => tell(event, recorder, lifeMs));
    const unsubscribe = way.oauth.session.subscribe(look);
    look();
    unfollow = () => {
      mute();
      unsubscribe();
    };
  };
  browserWay.subscribe(follow);
  follow();
}

function standingOf(session: OAuthSession): Standing {
  if (session.status === 'signed-in')
    return { status: 'signed-in', ...(session.subject !== undefined && { who: session.subject }) };
  if (session.status === 'pending') return { status: 'pending' };
  return { status: 'signed-out', ...(session.error && { code: session.error.code }) };
}

function tell(event: OAuthEvent, { happen }: WayRecorder, lifeMs: number): void {
  if (event.type === 'refreshed') happen({ what: 'token', lifeMs, isFirst: false });
  if (event.type === 'adopted') happen({ what: 'adopted' });
  if (event.type === 'refresh-failed') happen({ what: 'failed', code: event.code });
}
