import type { Judgement } from '../../credentials/judgement.ts';
import type { Denial } from './denial.ts';
import type { ViewerToken } from './token/viewer-tokens.ts';

/** The vendor's hosts, and what is apart from each other on one of them. */
export const DOORS = [
  'oauth',
  'management',
  'playback',
  'policy',
  'static',
  'media',
  'license',
  'sessions',
  'reports',
] as const;

export type DoorName = (typeof DOORS)[number];

/** What was found out about a request before it is served. */
export interface Finding {
  readonly judgement: Judgement;
  /** Absent when the request may pass. */
  readonly denial?: Denial;
  /** The viewer's token, at doors that look for one. */
  readonly viewer?: ViewerToken;
}

/** One of the hosts that share the listener. */
export interface Door {
  readonly name: DoorName;
  readonly opens: (request: Request, url: URL) => boolean;
  readonly judge: (request: Request, url: URL) => Finding;
  readonly serve: (request: Request, finding: Finding) => Promise<Response>;
  /** Says no in the words and the shape of this host. */
  readonly refuse: (denial: Denial, request: Request) => Response;
}

/** What the routes of a door receive beside the request. */
export interface Found {
  Bindings: { readonly finding: Finding };
}
