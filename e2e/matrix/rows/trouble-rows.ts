import type { FaultAction, JournalEntry } from '@playgate/sandbox';
import { segmentsInVain } from '../play/media-failures.ts';
import { CUT, media } from './media-faults.ts';
import type { MediaRow, NamedState } from './media-row.ts';

const NONE = [0, 0] as const;
const unreachable: NamedState = { phase: 'network', code: 'media_unreachable' };
/** Comes to an end, and the film goes on by itself. */
const outage = { ends: unreachable, asks: NONE, healsAfterMs: 1500 } as const;
/** The engine has ways of its own around it, and may say so. */
const passing = { ends: 'plays on', asks: NONE, tells: true } as const;
const status = (code: number, retryAfter?: number) =>
  ({ action: 'status', status: code, ...(retryAfter !== undefined && { retryAfter }) }) as const;

/** What comes before the key that opens it. */
const inVain: Pick<MediaRow, 'facts' | 'is'> = {
  facts: async ({ media: sent }) => ({ segmentsInVain: segmentsInVain(await sent()) }),
  is: { segmentsInVain: [0, 3] },
};

const everything = (action: FaultAction) => media({}, action);
const segments = (action: FaultAction, times?: number) => media({ kind: 'segment' }, action, times);
const keys = (action: FaultAction) => media({ kind: 'key' }, action);

/** What is no matter of the pass. */
export const TROUBLE_ROWS: readonly MediaRow[] = [
  ...[404, 410, 416].map((code): MediaRow => ({
    id: `${code === 416 ? 'M12' : 'M3'} ${code}`,
    title: `${code} for a segment: the engine asks again, or takes another rendition`,
    fault: segments(status(code), 1),
    ...passing,
  })),
  {
    id: 'M12 429',
    title: '429 with Retry-After: 2 for segments',
    fault: segments(status(429, 2), 2),
    ...passing,
    withinMs: 10_000,
    async facts({ media: sent, page }) {
      const entries = (await sent()).filter(({ kind }) => kind === 'segment');
      const { events } = await page.call('report');
      // Whoever seeks gives requests up, and nobody hears what those are answered.
      const wasHeard = (path: string): boolean =>
        events.some((event) => event.type === 'request-refused' && event.path === path);
      const first = entries.find(({ status, path }) => status === 429 && wasHeard(path));
      if (first === undefined) return { askedInThePause: NaN };
      const sinceMs = ({ atMs }: JournalEntry): number => atMs - first.atMs;
      const inThePause = entries.filter((one) => sinceMs(one) >= 100 && sinceMs(one) < 2000);
      return { askedInThePause: inThePause.length };
    },
    is: { askedInThePause: 0 },
  },
  {
    id: 'M5 503',
    title: 'The key server fails',
    when: 'opened',
    fault: keys(status(503)),
    ...outage,
    ...inVain,
  },
  {
    id: 'M5 reset',
    title: 'The key server cannot be reached',
    when: 'opened',
    fault: keys(CUT),
    ...outage,
    ...inVain,
  },
  {
    id: 'M5 slow',
    title: 'The key server takes two seconds',
    when: 'opened',
    fault: keys({ action: 'delay', ms: 2000 }),
    ...passing,
    withinMs: 15_000,
    ...inVain,
  },
  { id: 'N1', title: 'Everything is out of reach', fault: everything(CUT), ...outage },
  { id: 'N1 503', title: 'Everything answers 503', fault: everything(status(503)), ...outage },
  {
    id: 'N1 no CORS',
    title: 'Everything is refused without CORS headers',
    fault: everything({ action: 'refuse', cors: false }),
    ...outage,
  },
  {
    id: 'N1 signed',
    title: 'Everything that the edge has signed is out of reach',
    film: 'presigned/launch-film',
    fault: everything(CUT),
    ...outage,
  },
  {
    id: 'N1 opened',
    title: 'Everything is out of reach when the film is opened',
    when: 'opened',
    fault: everything(CUT),
    ...outage,
  },
  {
    id: 'N1 long',
    title: 'Everything is out of reach for 40 seconds',
    fault: everything(CUT),
    ...outage,
    healsAfterMs: 40_000,
  },
  {
    id: 'N2 cut',
    title: 'Segments are cut in half',
    fault: segments({ action: 'truncate' }, 3),
    ...passing,
  },
  {
    id: 'N2 reset',
    title: 'Segments are reset in the middle',
    fault: segments({ action: 'transport', limitBytes: 'half', ending: 'reset' }, 3),
    ...passing,
  },
  {
    id: 'N2 sliced',
    title: 'Segments come in tiny packets',
    fault: segments({ action: 'transport', sliceBytes: 200, latencyMs: 1, jitterMs: 2 }),
    ...passing,
  },
  {
    id: 'N2 late',
    title: 'The first byte of each segment takes a second',
    fault: segments({ action: 'transport', firstByteMs: 1000 }),
    ...passing,
    withinMs: 10_000,
  },
  ...(['manifest', 'playlist', 'key', 'segment'] as const).map((kind): MediaRow => ({
    id: `M11 ${kind}`,
    title: `A sign-in page in HTML in place of every ${kind}`,
    when: 'opened',
    fault: media({ kind }, { action: 'html' }),
    ...outage,
    // Engines leave a broken playlist alone for some seconds.
    recoversInMs: kind === 'playlist' ? 10_000 : 6000,
  })),
];
