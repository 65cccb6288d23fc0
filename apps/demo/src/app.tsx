import { PlaygateProvider, useObservable } from '@playgate/react';
import type { ReactNode } from 'react';
import { FilmPage } from './films/film-page.tsx';
import { filmAt, pathOf } from './films/films.ts';
import { CALLBACK_PATH } from './sign-in/browser-way.ts';
import { CallbackPage } from './sign-in/page/callback-page.tsx';
import { ResultPage } from './sign-in/page/result-page.tsx';
import { SignInPage } from './sign-in/page/sign-in-page.tsx';
import { SIGN_IN_PATH } from './sign-in/sign-in-path.ts';
import { address } from './site/address.ts';
import { SiteFooter } from './site/site-footer.tsx';
import { SiteHeader } from './site/site-header.tsx';
import { Tickets } from './site/tickets.tsx';
import { VISITS_PATH } from './visits/visits-path.ts';
import { VisitsPage } from './visits/visits-page.tsx';
import { RESULT_PATH, session } from './visit/session.ts';
import { currentVisit } from './visit/visit.ts';
import type { Visit } from './visit/visit.ts';

/** The whole page: where to go, and what is there. */
export function App(): ReactNode {
  const visit = useObservable(currentVisit);
  const path = useObservable(address);
  if (path === CALLBACK_PATH || path === RESULT_PATH)
    return (
      <main className="page">{path === CALLBACK_PATH ? <CallbackPage /> : <ResultPage />}</main>
    );
  const { current, noun, page } = placeAt(path, visit);
  return (
    <PlaygateProvider client={visit.client} session={session}>
      <a className="skip-link" href="#content">
        Skip to the {noun}
      </a>
      <SiteHeader />
      <main className="page">
        <Tickets current={current} />
        {page}
      </main>
      <SiteFooter />
    </PlaygateProvider>
  );
}

interface Place {
  readonly current: string;
  readonly noun: string;
  readonly page: ReactNode;
}

function placeAt(path: string, visit: Visit): Place {
  if (path === VISITS_PATH) return { current: path, noun: 'visits', page: <VisitsPage /> };
  if (path === SIGN_IN_PATH) return { current: path, noun: 'sign-ins', page: <SignInPage /> };
  const film = filmAt(path);
  return {
    current: pathOf(film),
    noun: 'film',
    page: <FilmPage film={film} visit={visit} />,
  };
}
