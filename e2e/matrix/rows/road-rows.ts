import type { FaultAction } from '@playgate/sandbox';
import { sameSite } from '../stage/start-matrix-stage.ts';
import type { MatrixStage } from '../stage/start-matrix-stage.ts';
import { all, expire, media, playlistsWith } from './media-faults.ts';
import type { MediaRow } from './media-row.ts';

const NONE = [0, 0] as const;
const FILM = 'bearer/launch-film';

/** The same server by its other name: another origin to a browser. */
const alias = ({ sandbox }: MatrixStage): string => sameSite(sandbox.addresses.origin);

const toForeign = ({ sandbox }: MatrixStage): FaultAction => ({
  action: 'redirect',
  to: `${sandbox.addresses.foreign}/${FILM}/360p/0.ts`,
});

/** The other origin is asked, and gets no credential: what it is sent is searched for them. */
const foreignIsAsked: Pick<MediaRow, 'facts' | 'is'> = {
  async facts({ stage }) {
    const { entries } = await stage.sandbox.journal();
    const asked = entries.filter(
      ({ listener, method }) => listener === 'foreign' && method === 'GET',
    );
    return { foreignAsked: asked.length };
  },
  is: { foreignAsked: [1, 100] },
};

const refused = {
  ends: { phase: 'denied', code: 'redirect_refused' },
  asks: NONE,
  ...foreignIsAsked,
} as const;

/** Where requests are led, and what is put in their way. */
export const ROAD_ROWS: readonly MediaRow[] = [
  {
    id: 'M7 segment',
    title: 'Every segment is redirected to another origin',
    fault: media({ kind: 'segment' }, toForeign),
    ...refused,
  },
  ...(['key', 'manifest'] as const).map((kind): MediaRow => ({
    id: `M7 ${kind}`,
    title: `Every ${kind} is redirected to another origin`,
    when: 'opened',
    fault: media({ kind }, toForeign),
    ...refused,
  })),
  {
    id: 'M7 header',
    title: 'A header that browsers would carry along is never redirected',
    film: 'header/launch-film',
    fault: media({ kind: 'segment' }, toForeign),
    ends: { phase: 'network', code: 'media_unreachable' },
    asks: NONE,
    healsAfterMs: 1500,
  },
  {
    id: 'M7 inside',
    title: 'A redirect inside the rules is followed, and asked again with the pass',
    // Where the viewer seeks to: a minute into the film, whose DASH numbers begin anew in each period.
    fault: all(
      ...['144p', '240p', '360p']
        .flatMap((size) => [`${size}/15.ts`, `dash/${size}/6.m4s`])
        .map((path) =>
          media(
            `/${path}$`,
            (stage) => ({ action: 'redirect', to: `${alias(stage)}/${FILM}/${path}` }),
            1,
          ),
        ),
    ),
    ends: 'plays on',
    asks: NONE,
  },
  {
    id: 'M9 foreign',
    title: 'The playlist names segments elsewhere, and its key without a scheme',
    when: 'opened',
    fault: playlistsWith(FILM, (url, { sandbox }) =>
      url.pathname.endsWith('.key')
        ? url.href.replace('http:', '')
        : sandbox.addresses.foreign + url.pathname,
    ),
    ends: 'plays on',
    asks: NONE,
    ...foreignIsAsked,
  },
  {
    id: 'M9 data',
    title: 'The playlist brings its key as a data: URL',
    when: 'opened',
    async fault(stage) {
      const key = await fetch(`${stage.sandbox.addresses.origin}/open/launch-film/film.key`);
      const text = Buffer.from(await key.arrayBuffer()).toString('base64');
      const data = `data:application/octet-stream;base64,${text}`;
      await playlistsWith(FILM, (url) => (url.pathname.endsWith('.key') ? data : url.href))(stage);
    },
    ends: 'plays on',
    asks: NONE,
  },
  {
    id: 'M10',
    title: 'A live film whose credential in the query ends',
    film: 'query/live-show',
    when: 'watches',
    fault: expire,
    ends: 'plays on',
    asks: [1, 1],
    withinMs: 25_000,
    moves: 12,
    async facts({ media: sent }) {
      // A parameter that is there twice is malformed to the server.
      const twice = (await sent()).filter(({ verdict }) => verdict === 'malformed');
      return { parametersTwice: twice.length };
    },
    is: { parametersTwice: 0 },
  },
];
