import { useState } from 'react';
import type { ReactNode } from 'react';
import { AuditReport } from '../desk/audit-report.tsx';
import { CutOffs } from '../desk/cut-offs.tsx';
import { Desk } from '../desk/desk.tsx';
import { FaultBoard } from '../faults/fault-board.tsx';
import { PassPanel } from '../panel/pass-panel.tsx';
import { StoryLog } from '../panel/story-log.tsx';
import { RelayPanel } from '../relay/relay-panel.tsx';
import { Notes } from '../site/notes.tsx';
import type { Visit } from '../visit/visit.ts';
import { FilmCaption } from './film-caption.tsx';
import type { Film } from './films.ts';
import { Stage } from './stage.tsx';

interface FilmPageProps {
  readonly film: Film;
  readonly visit: Visit;
}

/** A film: the picture and the switches beside it, and the drawing of what happens behind the picture. */
export function FilmPage({ film, visit }: FilmPageProps): ReactNode {
  const recorder = visit.recorderOf(film.id);
  const [openings, setOpenings] = useState(1);
  /** What belongs to one film and one visit starts afresh with either. */
  const showing = `${film.id} ${visit.number}`;
  /** Where there is one, the story moves over, so that both columns stay about as long. */
  const hasDesk = film.extra === 'operators';
  const story = <StoryLog recorder={recorder} />;
  return (
    <>
      <div className="columns">
        <div className="column">
          <Stage key={`stage ${showing} ${openings}`} film={film} />
          <FilmCaption film={film}>
            {film.extra === 'openings' && (
              <button type="button" className="button" onClick={() => setOpenings(openings + 1)}>
                Open it anew
              </button>
            )}
          </FilmCaption>
          <PassPanel key={`panel ${showing}`} film={film} recorder={recorder} />
          {hasDesk && story}
          {film.extra === 'relay' && <RelayPanel key={`relay ${showing}`} />}
        </div>
        <div className="column">
          {hasDesk && (
            <Desk>
              <CutOffs />
              <AuditReport />
            </Desk>
          )}
          <FaultBoard key={film.id} film={film} />
          {!hasDesk && story}
        </div>
      </div>
      <Notes title="Why nothing stops" paragraphs={film.story} />
    </>
  );
}
