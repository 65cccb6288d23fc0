import { films, pathOf } from '../films/films.ts';
import { SIGN_IN_PATH } from '../sign-in/sign-in-path.ts';
import { VISITS_PATH } from '../visits/visits-path.ts';

/** An entry of the row of tickets: something to go to. */
export interface Ticket {
  readonly title: string;
  readonly lock: string;
  readonly path: string;
}

/** One vendor's tickets. */
export interface TicketGroup {
  readonly vendor: string;
  readonly tickets: readonly Ticket[];
}

const visits: TicketGroup = {
  vendor: 'SecureVideo',
  tickets: [{ title: 'Video visits', lock: 'One-time sign-in', path: VISITS_PATH }],
};

const signIn: TicketGroup = {
  vendor: 'This site',
  tickets: [{ title: 'Two sign-ins', lock: 'OAuth, compared', path: SIGN_IN_PATH }],
};

/** Everything there is to go to, by vendor. */
export const ticketGroups: readonly TicketGroup[] = [...groupFilms(), visits, signIn];

function groupFilms(): readonly TicketGroup[] {
  const vendors = [...new Set(films.map(({ vendor }) => vendor))];
  return vendors.map((vendor) => ({
    vendor,
    tickets: films
      .filter((film) => film.vendor === vendor)
      .map((film) => ({ title: film.title, lock: film.lock, path: pathOf(film) })),
  }));
}
