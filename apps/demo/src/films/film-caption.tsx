import type { ReactNode } from 'react';
import type { Film } from './films.ts';

interface FilmCaptionProps {
  readonly film: Film;
  /** What can be done with it. */
  readonly children?: ReactNode;
}

export function FilmCaption({ film, children }: FilmCaptionProps): ReactNode {
  return (
    <div className="caption">
      <div>
        <h1>{film.title}</h1>
        <p>{film.summary}</p>
      </div>
      {children}
    </div>
  );
}
