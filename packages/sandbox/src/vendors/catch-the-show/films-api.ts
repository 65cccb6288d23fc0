import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Film } from '../../films/films.ts';
import type { Judged } from '../../credentials/judgement.ts';
import { isPermitted, isPublic, isSecret, needSecret } from './access.ts';
import type { Account } from './account.ts';
import { answerPage } from './answer-page.ts';
import type { Collection } from './collection.ts';
import type { FilmOrder } from './parse-film-order.ts';
import { parseFilmOrder } from './parse-film-order.ts';
import { forbidden, full, invalid, notFound } from './problem.ts';

/** Live streams or videos: what is kept, how one begins, and what only a secret key gets to see of it. */
export interface FilmShelf<One extends Film> {
  readonly films: Collection<One>;
  readonly create: (order: FilmOrder) => One;
  readonly describeSecret: (film: One) => object;
}

export const liveStreamsApi = (account: Account): Hono<Judged> =>
  filmsApi(account, {
    films: account.liveStreams,
    create: (order) => ({
      ...{ kind: 'live', id: account.randomText(), ...order },
      ...{ startedAtMs: account.clock.now(), ingestUrl: account.ingestUrl() },
    }),
    describeSecret: ({ ingestUrl }) => ({ rtmp_ingest_url: ingestUrl }),
  });

const NEW_VIDEO_SECONDS = 60;

export const videosApi = (account: Account): Hono<Judged> =>
  filmsApi(account, {
    films: account.videos,
    create: (order) => ({
      ...{ kind: 'recorded', id: account.randomText(), ...order },
      seconds: NEW_VIDEO_SECONDS,
    }),
    describeSecret: () => ({}),
  });

function filmsApi<One extends Film>(account: Account, shelf: FilmShelf<One>): Hono<Judged> {
  const { films, create, describeSecret } = shelf;
  const api = new Hono<Judged>();
  const whole = (c: Context, film: One) => ({ ...describe(c, film), ...describeSecret(film) });

  api.post('/', needSecret(account), async (c) => {
    const order = parseFilmOrder(await c.req.text());
    if (typeof order === 'string') return invalid(c, order);
    if (films.isFull) return full(c);
    const film = create(order);
    films.add(film);
    return c.json(whole(c, film), 201);
  });
  api.get('/', (c) => {
    if (isSecret(account, c.req.raw))
      return answerPage(c, { of: films, describe: (film) => whole(c, film) });
    if (!isPublic(account, c.req.raw)) return forbidden(c);
    const isMeant = (film: One): boolean => film.isPublic;
    return answerPage(c, { of: films, describe: (film) => describe(c, film), isMeant });
  });
  api.get('/:id', (c) => {
    const film = films.get(c.req.param('id'));
    if (!film) return notFound(c);
    if (isSecret(account, c.req.raw)) return c.json(whole(c, film));
    return mayRead(account, c.req.raw, film) ? c.json(describe(c, film)) : forbidden(c);
  });
  api.delete('/:id', needSecret(account), (c) =>
    films.remove(c.req.param('id')) ? c.body(null, 204) : notFound(c),
  );
  return api;
}

/** A public key reads what is public, an access token what it was made for. */
const mayRead = (account: Account, request: Request, film: Film): boolean =>
  isPublic(account, request)
    ? film.isPublic
    : isPermitted(account, request, film.id, 'metadata:read');

const describe = (c: Context, film: Film) => ({
  id: film.id,
  title: film.title,
  description: film.description,
  is_public: film.isPublic,
  tags: film.tags,
  stream_url: new URL(`/media/${film.id}/master.m3u8`, c.req.url).href,
});
