import { useObservable } from '@playgate/react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Drawing } from '../../drawing/animate-scene.ts';
import { session } from '../../visit/session.ts';
import type { BackendWay } from '../backend-way.ts';
import { drawLine, LINE_HEIGHT } from '../line/draw-line.ts';
import { tabRows } from '../line/tab-rows.ts';
import type { SessionStory } from '../read-story.ts';
import type { TabLink } from '../tabs/link-tabs.ts';
import { signOutEverywhere } from '../sign-out-everywhere.ts';
import { readTitles } from './read-titles.ts';
import { VideoList } from './video-list.tsx';
import { WayCard } from './way-card.tsx';
import type { Fact } from './who-is-here.tsx';
import { WayFilm } from './way-film.tsx';

interface BackendCardProps {
  readonly way: BackendWay;
  readonly link: TabLink;
}

/** The backend signs viewers in, keeps their tokens, and gives the page passes. */
export function BackendCard({ way, link }: BackendCardProps): ReactNode {
  const { client, recorder } = way;
  const story = useObservable(way.story);
  const drawing = useBackendDrawing(way, link);
  return (
    <WayCard
      title="Your backend keeps the tokens"
      summary="The page has a cookie that no script can read. Tokens stay in the backend, which asks the vendor, decides, and gives the player passes that live for seconds."
      client={client}
      source={session}
      facts={factsOf(story)}
      choices={<Keeps />}
      film={
        <div className="way-film">
          <WayFilm asset="viewers-film" />
          <VideoList
            hint="The backend asks STAPI with your token, and hands the titles on."
            ask={async () => {
              const titles = await readTitles(await fetch('/api/videos'));
              way.asked();
              return titles;
            }}
          />
        </div>
      }
      drawing={drawing}
      recorder={recorder}
      link={link}
      onSignOut={async (isEverywhere) => {
        recorder.happen({ what: 'signing-out' });
        const onwards = isEverywhere ? await signOutEverywhere() : undefined;
        await session.signOut();
        if (onwards !== undefined) location.assign(onwards);
      }}
    />
  );
}

function useBackendDrawing({ recorder, story }: BackendWay, link: TabLink): Drawing {
  return useMemo<Drawing>(
    () => ({
      height: LINE_HEIGHT,
      draw(view) {
        const endsAt = story.get()?.endsAt;
        const rows = [{ who: 'backend', name: 'Backend' }, ...tabRows(link.there.get(), link.me)];
        const end = endsAt === undefined ? {} : { endsAt: endsAt - performance.timeOrigin };
        return drawLine(recorder.record.get().line, { rows, ...end }, view);
      },
    }),
    [recorder, story, link],
  );
}

const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

function factsOf(story: SessionStory | undefined): readonly Fact[] {
  return [
    { name: 'Scope', text: story?.scopes.join(' ') ?? '…' },
    {
      name: 'Lasts',
      text: story === undefined ? '…' : `until ${clock.format(story.endsAt)}, if you do nothing`,
    },
  ];
}

function Keeps(): ReactNode {
  return (
    <dl className="keeps">
      <div>
        <dt>In the page</dt>
        <dd>Nothing. The cookie is HttpOnly and SameSite=Strict.</dd>
      </div>
      <div>
        <dt>In the backend</dt>
        <dd>Session and tokens, encrypted, in a store that all instances share.</dd>
      </div>
    </dl>
  );
}
