import { deny, grant } from '@playgate/server';
import type { Decision } from '@playgate/server';
import type { Account } from './accounts.ts';
import { findFilm } from './catalogue.ts';
import { vendorPath } from './several-vendors.ts';

/** What a decision rests on. */
export interface Question {
  readonly asset: string;
  /** Who asks, as the session says; never as the request's body says. */
  readonly viewer: Account | undefined;
  readonly passSeconds: number;
  readonly gateSeconds: number;
}

/** Who may watch what, and for how long at a time. The one rule of the house; everything else carries it out. */
export function decide({ asset, viewer, passSeconds, gateSeconds }: Question): Decision {
  const film = findFilm(asset);
  if (film === undefined) return deny('not_found');
  const opens = { asset: vendorPath(film.vendor, film.vendorAsset) };
  switch (film.audience) {
    case 'everybody':
      return grant(opens);
    case 'gate':
      return grant({ ...opens, lifetimeSeconds: gateSeconds });
    case 'ticket-holders':
      if (viewer === undefined) return deny('unauthenticated');
      if (!viewer.hasTicket) return deny('forbidden', { viewer: viewer.id });
      return grant({ ...opens, viewer: viewer.id, lifetimeSeconds: passSeconds });
  }
}
