import type { Film, Films } from '../../films/films.ts';
import type { SandboxClock } from '../../sandbox-clock.ts';

export interface LiveStream {
  readonly id: string;
  readonly title: string;
  readonly status: 'live' | 'ended';
}

/** The live streams of the account. Ended ones play on, from what was seen last. */
export interface LiveStreams {
  list(): readonly LiveStream[];
  get(id: string): LiveStream | undefined;
  create(title: string): LiveStream | undefined;
  /** @returns whether there was such a stream. */
  end(id: string): boolean;
}

export interface LiveStreamParts {
  readonly films: Films;
  readonly clock: SandboxClock;
  readonly randomText: () => string;
}

export function createLiveStreams({ films, clock, randomText }: LiveStreamParts): LiveStreams {
  const ended = new Set<string>();
  const describe = ({ id, title }: Film): LiveStream => ({
    id,
    title,
    status: ended.has(id) ? 'ended' : 'live',
  });
  function get(id: string): LiveStream | undefined {
    const film = films.get(id);
    return film?.kind === 'live' ? describe(film) : undefined;
  }
  return {
    list: () =>
      films
        .list()
        .filter(({ kind }) => kind === 'live')
        .map(describe),
    get,
    create(title) {
      const id = randomText();
      const words = { id, title, description: '', isPublic: false, tags: [] };
      films.add({ kind: 'live', startedAtMs: clock.now(), ...words });
      return get(id);
    },
    end(id) {
      const isThere = get(id) !== undefined;
      if (isThere) ended.add(id);
      return isThere;
    },
  };
}
