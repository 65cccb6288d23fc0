import { createObservable } from '@playgate/client';
import type { Observable, PassClient } from '@playgate/client';
import type { ViewerSession } from '@playgate/client/session';
import { codeOf } from '../visit/code-of.ts';
import { createViewerClient, session } from '../visit/session.ts';
import { readStory } from './read-story.ts';
import type { SessionStory } from './read-story.ts';
import type { TabLink } from './tabs/link-tabs.ts';
import type { Standing } from './tabs/tab-news.ts';
import { createWayRecorder } from './way-recorder.ts';
import type { WayRecorder } from './way-recorder.ts';

/** The backend signs viewers in and keeps their tokens. */
export interface BackendWay {
  readonly client: PassClient;
  readonly recorder: WayRecorder;
  /** What the backend tells of the session; `undefined` while there is none. */
  readonly story: Observable<SessionStory | undefined>;
  /** Tells that this page asked the backend for something that takes the viewer's token. */
  asked(): void;
}

export function openBackendWay(link: TabLink, lifeMs: number): BackendWay {
  const story = createObservable<SessionStory | undefined>(undefined);
  const recorder = createWayRecorder({ way: 'backend', link, isShared: () => true });
  let seenMs = 0;
  /** To look is to be there, which keeps a session alive: so it is done only after something that does that anyway. */
  const look = async (): Promise<void> => {
    const told = await readStory();
    if (told === undefined) return;
    story.set(told);
    for (const { atMs, type } of told.events) {
      if (atMs <= seenMs || (type !== 'signed-in' && type !== 'refreshed')) continue;
      seenMs = atMs;
      recorder.backendToken(atMs, { lifeMs, isFirst: type === 'signed-in' });
    }
  };
  const asked = (): void => recorder.happen({ what: 'asked' });
  link.hear((news) => {
    if (news.kind === 'happening' && news.way === 'backend' && news.what === 'asked') void look();
  });
  let known: ViewerSession['status'] | undefined;
  const follow = (): void => {
    const now = session.session.get();
    if (now.status === known) return;
    known = now.status;
    recorder.stand(standingOf(now));
    if (now.status === 'signed-in') void look();
    else story.set(undefined);
  };
  session.session.subscribe(follow);
  follow();
  const client = createViewerClient(({ type }) => {
    if (type === 'pass-received') asked();
  });
  return { client, recorder, story, asked };
}

function standingOf(now: ViewerSession): Standing {
  if (now.status === 'signed-in')
    return { status: 'signed-in', ...(now.subject !== undefined && { who: now.subject }) };
  if (now.status === 'pending') return { status: 'pending' };
  return { status: 'signed-out', ...(now.error && { code: codeOf(now.error) }) };
}
