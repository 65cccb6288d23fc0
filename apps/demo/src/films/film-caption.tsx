import type { ReactNode } from 'react';
import type { Film } from './films.ts';

export function FilmCaption({ film }: { readonly film: Film }): ReactNode {
  return (
    <div className="caption">
      <h1>{film.title}</h1>
      <p>{film.summary}</p>
    </div>
  );
}
