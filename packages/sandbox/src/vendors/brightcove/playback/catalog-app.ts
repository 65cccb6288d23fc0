import { Hono } from 'hono';
import type { Video } from '../account/videos.ts';
import type { Denial, DenialBody } from '../denial.ts';
import { denialBody, denialResponse } from '../denial.ts';
import type { Finding, Found } from '../door.ts';
import type { DescribingParts } from './describe-video.ts';
import { describeVideo } from './describe-video.ts';
import { searchVideos } from './search-videos.ts';
import type { VideoObject } from './video-object.ts';

/** What the two hosts of the Playback API have apart. */
export interface CatalogRules {
  readonly decide: (request: Request, video: Video, finding: Finding) => Denial | undefined;
  /** Says in the words of the host that something is not there. */
  readonly missing: (
    what: 'VIDEO_NOT_FOUND' | 'PLAYLIST_NOT_FOUND' | 'RESOURCE_NOT_FOUND',
  ) => Denial;
}

export interface CatalogParts extends DescribingParts {
  /** Id of the one playlist, which has every video. */
  readonly playlistId: string;
}

/** Videos, searches and playlists of the Playback API. */
export function catalogApp(parts: CatalogParts, rules: CatalogRules): Hono<Found> {
  const { account, playlistId } = parts;
  const app = new Hono<Found>();
  app.use(async (c, next) =>
    c.env.finding.denial ? denialResponse(c.env.finding.denial) : next(),
  );
  app.get('/playback/v1/accounts/:account/videos/:name', (c) => {
    const video = account.videos.find(c.req.param('name'));
    if (!video) return denialResponse(rules.missing('VIDEO_NOT_FOUND'));
    const denial = rules.decide(c.req.raw, video, c.env.finding);
    return denial
      ? denialResponse(denial)
      : c.json(describeVideo(parts, video, originOf(c.req.raw)));
  });
  app.get('/playback/v1/accounts/:account/videos', (c) => {
    const found = searchVideos(account.videos.list(), new URL(c.req.url).searchParams);
    const sieved = sieve(parts, rules, c.req.raw, c.env.finding, found.videos);
    return c.json({ count: found.count, ...sieved });
  });
  app.get('/playback/v1/accounts/:account/playlists/:id', (c) => {
    if (c.req.param('id') !== playlistId)
      return denialResponse(rules.missing('PLAYLIST_NOT_FOUND'));
    const sieved = sieve(parts, rules, c.req.raw, c.env.finding, account.videos.list());
    const { id } = account.settings;
    return c.json({ id: playlistId, account_id: id, name: 'Every video', ...sieved });
  });
  app.notFound(() => denialResponse(rules.missing('RESOURCE_NOT_FOUND')));
  return app;
}

const originOf = (request: Request): string => new URL(request.url).origin;

/** A list as it is sent: without what is refused, and with why. */
interface SievedVideos {
  readonly videos: readonly VideoObject[];
  readonly errors?: readonly DenialBody[];
}

function sieve(
  parts: CatalogParts,
  rules: CatalogRules,
  request: Request,
  finding: Finding,
  videos: readonly Video[],
): SievedVideos {
  const denials = videos.map((video) => rules.decide(request, video, finding));
  const errors = denials.flatMap((denial) => (denial ? [denialBody(denial)] : []));
  const allowed = videos.filter((_, i) => denials[i] === undefined);
  return {
    videos: allowed.map((video) => describeVideo(parts, video, originOf(request))),
    ...(errors.length > 0 && { errors }),
  };
}
