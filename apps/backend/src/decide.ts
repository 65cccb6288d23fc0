import { deny, grant } from '@playgate/server';
import type { Decision } from '@playgate/server';
import { findFilm } from './catalogue.ts';
import type { Viewer } from './sign-in/viewers.ts';
import { vendorPath } from './vendors/several-vendors.ts';

/** What a decision rests on. */
export interface Question {
  readonly asset: string;
  /** Who asks. */
  readonly viewer: Viewer | undefined;
  /** Whether an operator has cut a viewer off. */
  readonly isCutOff: (viewer: string) => Promise<boolean>;
  readonly passSeconds: number;
  readonly gateSeconds: number;
}

/** Who may watch what, and for how long at a time. The one rule of the house; everything else carries it out. */
export async function decide(question: Question): Promise<Decision> {
  const { asset, viewer, isCutOff, passSeconds, gateSeconds } = question;
  const film = findFilm(asset);
  if (film === undefined) return deny('not_found');
  const opens = { asset: vendorPath(film.vendor, film.vendorAsset) };
  if (film.audience === 'everybody') return grant(opens);
  if (film.audience === 'gate') return grant({ ...opens, lifetimeSeconds: gateSeconds });
  if (viewer === undefined) return deny('unauthenticated');
  const { id, hasTicket } = viewer.account;
  const isWelcome = film.audience === 'viewers' || hasTicket;
  if (!isWelcome || (await isCutOff(id))) return deny('forbidden', { viewer: id });
  return grant({
    ...{ ...opens, viewer: id, lifetimeSeconds: passSeconds },
    // The session's token can read the list of videos, too. What goes to the page plays, and that is all.
    viewerToken: (how) => viewer.session.viewerToken({ ...how, scope: 'videos:play' }),
  });
}
