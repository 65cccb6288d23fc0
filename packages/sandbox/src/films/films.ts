import type { SandboxClock } from '../sandbox-clock.ts';

interface Described {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly isPublic: boolean;
  readonly tags: readonly string[];
}

export interface RecordedFilm extends Described {
  readonly kind: 'recorded';
  readonly seconds: number;
}

export interface LiveFilm extends Described {
  readonly kind: 'live';
  /** When it went on air, on the sandbox's clock. */
  readonly startedAtMs: number;
}

export type Film = RecordedFilm | LiveFilm;

export interface Films {
  get(id: string): Film | undefined;
  list(): readonly Film[];
  add(film: Film): void;
}

const RECORDED: readonly RecordedFilm[] = [
  {
    kind: 'recorded',
    id: 'launch-film',
    title: 'Launch film',
    description: 'Two minutes behind a lock.',
    isPublic: false,
    tags: ['launch', 'demo'],
    seconds: 120,
  },
  {
    kind: 'recorded',
    id: 'long-film',
    title: 'Long film',
    description: 'Ten minutes behind a lock.',
    isPublic: false,
    tags: ['demo'],
    seconds: 600,
  },
  {
    kind: 'recorded',
    id: 'public-film',
    title: 'Public film',
    description: 'Forty seconds for everybody.',
    isPublic: true,
    tags: ['demo', 'public'],
    seconds: 40,
  },
];

/** A show that has been on air for a minute has a full window to start from. */
const ON_AIR_MS = 60_000;

const LIMIT = 1000;

export function createFilms(clock: SandboxClock): Films {
  const films = new Map<string, Film>(RECORDED.map((film) => [film.id, film]));
  for (const [i, id] of ['live-show', 'live-two'].entries())
    films.set(id, {
      kind: 'live',
      id,
      title: i === 0 ? 'Live show' : 'Second live show',
      description: 'On air since shortly before the sandbox started.',
      isPublic: false,
      tags: ['live', 'demo'],
      startedAtMs: clock.now() - ON_AIR_MS * (i + 1),
    });
  return {
    get: (id) => films.get(id),
    list: () => [...films.values()],
    add(film) {
      if (films.size < LIMIT) films.set(film.id, film);
    },
  };
}
