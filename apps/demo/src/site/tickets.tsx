import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { PageLink } from './page-link.tsx';
import { ticketGroups } from './ticket-groups.ts';
import type { Ticket } from './ticket-groups.ts';

/** Everything there is to go to: a row of tickets for each vendor. */
export function Tickets({ current }: { readonly current: string }): ReactNode {
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    if (row.current !== null) showCurrentTicket(row.current);
  }, [current]);
  return (
    <nav ref={row} className="tickets" aria-label="Films, visits and sign-ins">
      {ticketGroups.map(({ vendor, tickets }) => (
        <section
          key={vendor}
          className="ticket-group"
          style={{ gridColumn: `span ${tickets.length}` }}
          aria-label={vendor}
        >
          <h2 className="ticket-vendor">{vendor}</h2>
          <div className="ticket-row">
            {tickets.map((ticket) => (
              <TicketLink key={ticket.path} ticket={ticket} isCurrent={ticket.path === current} />
            ))}
          </div>
        </section>
      ))}
    </nav>
  );
}

interface TicketLinkProps {
  readonly ticket: Ticket;
  readonly isCurrent: boolean;
}

function TicketLink({ ticket, isCurrent }: TicketLinkProps): ReactNode {
  const { path, title, lock } = ticket;
  return (
    <PageLink className="ticket" to={path} current={isCurrent}>
      <span className="ticket-title">{title}</span>
      <span className="ticket-lock">{lock}</span>
    </PageLink>
  );
}

/** Where the row is wider than the page, moves it sideways, and nothing else, until the ticket is in its middle. */
function showCurrentTicket(row: HTMLElement): void {
  const ticket = row.querySelector('[aria-current]');
  if (!(ticket instanceof HTMLElement)) return;
  const { left, width } = ticket.getBoundingClientRect();
  row.scrollLeft += left - row.getBoundingClientRect().left - (row.clientWidth - width) / 2;
}
