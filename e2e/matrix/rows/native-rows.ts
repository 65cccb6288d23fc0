import { CUT, media } from './media-faults.ts';
import type { MediaRow } from './media-row.ts';

const NONE = [0, 0] as const;

/** What the browser loads by itself: its requests are not seen, and what is refused is opened again. */
export const NATIVE_ROWS: readonly MediaRow[] = (
  [
    {
      id: 'M1',
      title: 'Cookies of four seconds',
      backend: { lifetimeMs: 4000 },
      when: 'watches',
      fault: async () => {},
      ends: 'plays on',
      asks: [3, 6],
      withinMs: 25_000,
      moves: 14,
    },
    {
      id: 'N1',
      title: 'Everything is out of reach, which a refusal looks like, too',
      fault: media({}, CUT),
      ends: { phase: 'network', code: 'media_unreachable' },
      asks: NONE,
      healsAfterMs: 1500,
      recoversInMs: 20_000,
    },
    {
      id: 'N1 opened',
      title: 'Everything is out of reach when the film is opened',
      when: 'opened',
      fault: media({}, CUT),
      ends: { phase: 'network', code: 'media_unreachable' },
      asks: NONE,
      healsAfterMs: 1500,
      recoversInMs: 20_000,
    },
    {
      id: 'M15',
      title: 'A header, where the browser loads the film by itself',
      film: 'header/launch-film',
      when: 'opened',
      fault: async () => {},
      ends: { phase: 'unsupported', code: 'placement_unsupported' },
      asks: NONE,
      failures: 0,
      noRecovery: 'the browser cannot do it; other placements are offered',
    },
  ] satisfies readonly MediaRow[]
)
  // The element says of each opening that it failed.
  .map((row) => ({ tells: true, film: 'cookie/launch-film', engines: ['native'], ...row }));
