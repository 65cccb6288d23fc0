import type { LiveFilm, RecordedFilm } from '../../films/films.ts';
import type { EmulatorParts } from '../emulator.ts';
import type { ApiKeys } from './api-keys.ts';
import { createApiKeys } from './api-keys.ts';
import type { Collection } from './collection.ts';
import { createCollection } from './collection.ts';
import type { Usage } from './usage.ts';
import { createUsage } from './usage.ts';

export interface LiveStream extends LiveFilm {
  /** Where the broadcaster sends the picture. Whoever knows it can go on air. */
  readonly ingestUrl: string;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
}

/** What a viewer did in an interactive video. */
export interface Interaction {
  readonly id: string;
  readonly video: string;
  readonly element: string;
  readonly choice: string;
  readonly createdAtMs: number;
}

/** Everything that one customer of the vendor has. */
export interface Account extends EmulatorParts {
  readonly keys: ApiKeys;
  readonly liveStreams: Collection<LiveStream>;
  readonly videos: Collection<RecordedFilm>;
  readonly users: Collection<User>;
  readonly interactions: Collection<Interaction>;
  readonly usage: Usage;
  ingestUrl(): string;
}

/** An account that holds the sandbox's films. What is created or deleted here is not so elsewhere. */
export function createAccount(parts: EmulatorParts): Account {
  const ingestUrl = (): string => `rtmp://127.0.0.1:1935/live/${parts.randomText()}`;
  const films = parts.films.list();
  return {
    ...parts,
    ingestUrl,
    keys: createApiKeys(parts),
    liveStreams: createCollection(
      films.flatMap((film) => (film.kind === 'live' ? { ...film, ingestUrl: ingestUrl() } : [])),
    ),
    videos: createCollection(films.filter((film) => film.kind === 'recorded')),
    users: createCollection(),
    interactions: createCollection(),
    usage: createUsage(),
  };
}

export const filmOf = (account: Account, id: string): RecordedFilm | LiveStream | undefined =>
  account.videos.get(id) ?? account.liveStreams.get(id);
