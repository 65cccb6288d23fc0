import { useEffect, useRef } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { goTo } from '../site/address.ts';
import { films, pathOf } from './films.ts';
import type { Film } from './films.ts';

/** The films, as a row of tickets. */
export function FilmTabs({ current }: { readonly current: Film }): ReactNode {
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    if (row.current !== null) showTicket(row.current, films.indexOf(current));
  }, [current]);
  return (
    <nav ref={row} className="tickets" aria-label="Films">
      {films.map((film, index) => (
        <a
          key={film.id}
          className="ticket"
          href={pathOf(film)}
          aria-current={film === current ? 'page' : undefined}
          onClick={(event) => follow(event, pathOf(film))}
        >
          <span className="ticket-stub" aria-hidden="true">
            {index + 1}
          </span>
          <span className="ticket-body">
            <span className="ticket-title">{film.title}</span>
            <span className="ticket-lock">{film.lock}</span>
          </span>
        </a>
      ))}
    </nav>
  );
}

/** Leaves clicks that open another tab to the browser. */
function follow(event: MouseEvent<HTMLAnchorElement>, to: string): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  goTo(to);
}

/** Where the row is wider than the page, moves it sideways, and nothing else, until the ticket is in its middle. */
function showTicket(row: HTMLElement, index: number): void {
  const ticket = row.children[index];
  if (!(ticket instanceof HTMLElement)) return;
  row.scrollLeft = ticket.offsetLeft - row.offsetLeft - (row.clientWidth - ticket.offsetWidth) / 2;
}
