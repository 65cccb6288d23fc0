import { useObservable } from '@playgate/react';
import type { ReactNode } from 'react';
import { FaultBoard } from './faults/fault-board.tsx';
import { FilmCaption } from './films/film-caption.tsx';
import { FilmNotes } from './films/film-notes.tsx';
import { FilmTabs } from './films/film-tabs.tsx';
import { filmAt } from './films/films.ts';
import { Stage } from './films/stage.tsx';
import { PassPanel } from './panel/pass-panel.tsx';
import { StoryLog } from './panel/story-log.tsx';
import { address } from './site/address.ts';
import { SiteFooter } from './site/site-footer.tsx';
import { SiteHeader } from './site/site-header.tsx';
import { currentVisit } from './visit/visit.ts';

/** The whole page: films above, the picture and the switches beside it, and the drawing of what happens behind the picture. */
export function App(): ReactNode {
  const visit = useObservable(currentVisit);
  const film = filmAt(useObservable(address));
  const recorder = visit?.recorderOf(film.id);
  /** What belongs to one film and one visit starts afresh with either. */
  const showing = `${film.id} ${visit?.number}`;
  return (
    <>
      <a className="skip-link" href="#stage">
        Skip to the film
      </a>
      <SiteHeader visit={visit} />
      <main className="page">
        <FilmTabs current={film} />
        <div className="columns">
          <div className="column">
            <Stage key={`stage ${showing}`} film={film} visit={visit} />
            <FilmCaption film={film} />
            {recorder === undefined ? (
              <div className="panel panel-empty" />
            ) : (
              <PassPanel key={`panel ${showing}`} film={film} recorder={recorder} />
            )}
          </div>
          <div className="column">
            <FaultBoard key={film.id} film={film} />
            {recorder !== undefined && <StoryLog recorder={recorder} />}
          </div>
        </div>
        <FilmNotes film={film} />
      </main>
      <SiteFooter />
    </>
  );
}
