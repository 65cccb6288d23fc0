import { Hono } from 'hono';
import { filmResponse } from '../../films/film-response.ts';
import type { Judged } from '../../credentials/judgement.ts';
import { refusal } from '../../credentials/refusal.ts';
import { needSecret } from './access.ts';
import { accessTokensApi } from './access-tokens-api.ts';
import type { Account } from './account.ts';
import { filmOf } from './account.ts';
import { liveStreamsApi, videosApi } from './films-api.ts';
import { interactiveApi } from './interactive-api.ts';
import { keysApi } from './keys-api.ts';
import { notFound } from './problem.ts';
import { usersApi } from './users-api.ts';

/** The APIs below `/v1`, and media below `/media/{id}`. */
export function catchTheShowApp(account: Account): Hono<Judged> {
  const app = new Hono<Judged>();
  app.get('/media/:id/*', (c) => {
    const id = c.req.param('id');
    const film = filmOf(account, id);
    if (!film) return notFound(c);
    const path = c.req.path.slice(`/media/${id}/`.length);
    const asked = { path, range: c.req.header('range') ?? null, now: account.clock.now() };
    return refusal(c.env.judgement) ?? filmResponse(account.files, film, asked);
  });
  app.use('/v1/*', async (c, next) => refusal(c.env.judgement) ?? next());
  app.route('/v1/live-streams', liveStreamsApi(account));
  app.route('/v1/videos', videosApi(account));
  app.route('/v1/interactive-videos', interactiveApi(account));
  app.route('/v1/users', usersApi(account));
  app.route('/v1/access-tokens', accessTokensApi(account));
  app.route('/v1/keys', keysApi(account));
  app.get('/v1/usage', needSecret(account), (c) => c.json({ data: account.usage.rows() }));
  app.notFound((c) => notFound(c));
  return app;
}
