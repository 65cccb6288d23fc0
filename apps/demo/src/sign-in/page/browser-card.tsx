import type { OAuthSession } from '@playgate/oauth';
import { useObservable } from '@playgate/react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Drawing } from '../../drawing/animate-scene.ts';
import type { BrowserWay } from '../browser-way.ts';
import { drawLine, LINE_HEIGHT } from '../line/draw-line.ts';
import { tabRows } from '../line/tab-rows.ts';
import type { TabLink } from '../tabs/link-tabs.ts';
import type { WayRecorder } from '../way-recorder.ts';
import { BrowserChoices } from './browser-choices.tsx';
import { readTitles } from './read-titles.ts';
import { VideoList } from './video-list.tsx';
import { WayCard } from './way-card.tsx';
import type { Fact } from './who-is-here.tsx';
import { WayFilm } from './way-film.tsx';

interface BrowserCardProps {
  readonly way: BrowserWay;
  readonly recorder: WayRecorder;
  readonly link: TabLink;
}

/** The browser signs in itself, holds the tokens, and puts them on the film's requests. */
export function BrowserCard({ way, recorder, link }: BrowserCardProps): ReactNode {
  const { oauth, client, config, settings } = way;
  const session = useObservable(oauth.session);
  const drawing = useBrowserDrawing(recorder, link);
  return (
    <WayCard
      title="The browser signs in itself"
      summary="A public client in the page gets the tokens, refreshes them and puts them on the film’s requests itself. No backend takes part."
      client={client}
      source={oauth}
      facts={factsOf(session, config.tokenSeconds)}
      choices={<BrowserChoices settings={settings} isSignedIn={session.status === 'signed-in'} />}
      film={
        <div className="way-film">
          <BrowserFilm key={way.number} way={way} />
          <VideoList
            hint="This page asks STAPI itself, by a fetch that carries the token."
            ask={async () => readTitles(await oauth.fetch(`${config.api}/videos`))}
          />
        </div>
      }
      drawing={drawing}
      recorder={recorder}
      link={link}
      onSignOut={async (isEverywhere) => {
        recorder.happen({ what: 'signing-out' });
        await oauth.signOut({ redirect: isEverywhere });
      }}
    />
  );
}

function BrowserFilm({ way }: { readonly way: BrowserWay }): ReactNode {
  const { settings, config } = way;
  if (!settings.dpop)
    return <WayFilm asset="festival-film" src={`${config.media}launch-film/master.m3u8`} />;
  return (
    <div className="stage">
      <div className="door">
        <h3>No film with a token that is bound</h3>
        <p>
          A player’s requests cannot prove that they have the key. Calls by fetch can: list your
          videos. For films, let a backend give passes.
        </p>
      </div>
    </div>
  );
}

function useBrowserDrawing(recorder: WayRecorder, link: TabLink): Drawing {
  return useMemo<Drawing>(
    () => ({
      height: LINE_HEIGHT,
      draw: (view) =>
        drawLine(recorder.record.get().line, { rows: tabRows(link.there.get(), link.me) }, view),
    }),
    [recorder, link],
  );
}

function factsOf(session: OAuthSession, tokenSeconds: number): readonly Fact[] {
  const scope = session.status === 'signed-in' ? session.scope : undefined;
  return [
    { name: 'Scope', text: scope ?? '…' },
    { name: 'Lasts', text: `tokens of ${tokenSeconds} s, refreshed when they are used` },
  ];
}
