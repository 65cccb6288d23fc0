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

/** A film: the picture, the drawing of what happens behind it, in sight at the same time, and the switches. */
export function FilmPage({ film, visit }: FilmPageProps): ReactNode {
  const recorder = visit.recorderOf(film.id);
  const [openings, setOpenings] = useState(1);
  /** What belongs to one film and one visit starts afresh with either. */
  const showing = `${film.id} ${visit.number}`;
  return (
    <>
      <div className="film">
        <div className="column">
          <Stage key={`stage ${showing} ${openings}`} film={film} />
          <FilmCaption film={film}>
            {film.extra === 'openings' && (
              <button type="button" className="button" onClick={() => setOpenings(openings + 1)}>
                Open it anew
              </button>
            )}
          </FilmCaption>
        </div>
        <div className="column film-behind">
          <PassPanel key={`panel ${showing}`} film={film} recorder={recorder} />
          {film.extra === 'operators' && (
            <Desk>
              <CutOffs />
              <AuditReport />
            </Desk>
          )}
          <StoryLog recorder={recorder} />
        </div>
        <div className="column">
          <FaultBoard key={film.id} film={film} />
          {film.extra === 'relay' && <RelayPanel key={`relay ${showing}`} />}
        </div>
      </div>
      <Notes title="Why nothing stops" paragraphs={film.story} />
    </>
  );
}
