import type { ReactNode } from 'react';
import type { Film } from './films.ts';

/** What is happening here, and why nothing stops. */
export function FilmNotes({ film }: { readonly film: Film }): ReactNode {
  return (
    <section className="notes" aria-labelledby="notes-title">
      <h2 id="notes-title">Why nothing stops</h2>
      {film.story.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </section>
  );
}
