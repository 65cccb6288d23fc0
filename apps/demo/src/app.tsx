import { useObservable } from '@playgate/react';
import type { ReactNode } from 'react';
import { FilmPage } from './films/film-page.tsx';
import { filmAt, pathOf } from './films/films.ts';
import { address } from './site/address.ts';
import { SiteFooter } from './site/site-footer.tsx';
import { SiteHeader } from './site/site-header.tsx';
import { Tickets } from './site/tickets.tsx';
import { VISITS_PATH } from './visits/visits-path.ts';
import { VisitsPage } from './visits/visits-page.tsx';
import { currentVisit } from './visit/visit.ts';

/** The whole page: where to go, and what is there. */
export function App(): ReactNode {
  const visit = useObservable(currentVisit);
  const path = useObservable(address);
  const film = path === VISITS_PATH ? undefined : filmAt(path);
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to the {film === undefined ? 'visits' : 'film'}
      </a>
      <SiteHeader visit={visit} />
      <main className="page">
        <Tickets current={film === undefined ? VISITS_PATH : pathOf(film)} />
        {film === undefined ? <VisitsPage visit={visit} /> : <FilmPage film={film} visit={visit} />}
      </main>
      <SiteFooter />
    </>
  );
}
