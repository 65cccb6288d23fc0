import { setTimeout as wait } from 'node:timers/promises';
import type { Facts, Played, Proof } from '../harness/proof.ts';
import type { Report } from '../page/show.ts';
import { DEFAULT_FILM } from '../rows/media-row.ts';
import type { MediaRow, NamedState } from '../rows/media-row.ts';
import { asFailures, failuresIn, mostFailures, mostInAnOutage } from './media-failures.ts';
import { begin, until, untilItMoves } from './show.ts';
import type { Show, ShowPlace } from './show.ts';

const FINAL: ReadonlySet<string> = new Set(['denied', 'signed-out', 'unsupported']);
/** Longer than any engine's next try. */
const SILENCE_MS = 1500;
const ERROR_MS = 5000;
const WITHIN_MS = 5000;
const RECOVERS_MS = 6000;
/** Until it is given up to see a state that is late. */
const PATIENCE_MS = 10_000;

/** Plays one row of media in one engine. */
export async function playMediaRow(row: MediaRow, place: ShowPlace): Promise<Played> {
  const { stage, page } = place;
  const show = await begin(row, place);
  const told = await row.meanwhile?.(show);
  const { ends, noRecovery } = row;
  const ending = ends === 'plays on' ? await playOn(show) : await comeTo(show, ends);
  const facts = { ...told, ...(await row.facts?.(show)) };
  const { tookMs } = ending.recovery ?? {};
  const namedAfterMs = ending.facts.seen['namedAfterMs'];
  return {
    proofs: [
      ending,
      { ...NOTHING_ASKED, of: 'beside it', facts: { seen: facts, due: row.is ?? {} } },
    ],
    texts: [(await page.call('report')).text, await page.call('belongings')],
    ...{ secrets: stage.secrets(), strays: await stage.strays(), noRecovery },
    figures: {
      outcome: ends === 'plays on' ? ends : ends.code,
      ...{ asked: ending.asks.atMs.length, refused: ending.failures?.seen.length ?? 0 },
      ...(typeof namedAfterMs === 'number' && { namedAfterMs }),
      ...(tookMs !== undefined && { recoveredAfterMs: tookMs }),
    },
  };
}

const NOTHING_ASKED: Pick<Proof, 'asks'> = { asks: { atMs: [], due: [0, 0] } };

async function playOn(show: Show): Promise<Proof> {
  const { row } = show;
  const { withinMs = WITHIN_MS } = row;
  const { report, tookMs } = await untilItMoves(show, withinMs, show.sinceMs);
  return {
    ...(await traffic(show, mostFailures)),
    of: 'the film that plays on',
    facts: {
      seen: { ...seenIn(report), befell: await befell(show) },
      due: {
        ...{ befell: true, phase: 'authorized', code: undefined, fatal: 0 },
        ...(row.tells ? {} : { errors: '' }),
      },
    },
    recovery: { tookMs, withinMs },
  };
}

async function comeTo(show: Show, state: NamedState): Promise<Proof> {
  const { row, page } = show;
  const { withinMs = WITHIN_MS, healsAfterMs = 0 } = row;
  const isFinal = FINAL.has(state.phase);
  const isOver = (phase = ''): boolean => phase === state.phase || FINAL.has(phase);
  const report = await until(page, withinMs + PATIENCE_MS, ({ phase }) => isOver(phase));
  const namedAfterMs = sinceFirstFailure(report, state.phase);
  const isBefallen = await befell(show);
  const end = isFinal ? await endOf(show) : { fatal: report.fatal };
  if (!isFinal) await wait(healsAfterMs);
  const sent = await traffic(show, (failures) =>
    isFinal ? mostFailures(failures) : mostInAnOutage(Date.now() - show.sinceMs),
  );
  return {
    ...sent,
    of: 'the named state',
    facts: {
      seen: { ...seenIn(report), ...end, namedAfterMs, befell: isBefallen },
      due: {
        ...{
          ...state,
          befell: true,
          retryable: state.phase === 'network',
          namedAfterMs: [0, withinMs],
        },
        ...(isFinal ? { sentAfterwards: 0 } : {}),
        ...(row.tells ? {} : { [isFinal ? 'shown' : 'fatal']: isFinal ? 1 : 0 }),
      },
    },
    ...(row.noRecovery === undefined && { recovery: await recover(show, isFinal) }),
  };
}

/** Whether any fault that was switched on has befallen a request: a row without would show nothing. */
async function befell({ stage }: Show): Promise<boolean> {
  const faults = await stage.sandbox.faults();
  return faults.length === 0 || faults.some(({ hits }) => hits > 0);
}

/** What is final shows one error, and sends nothing any more. */
async function endOf({ stage, page }: Show): Promise<Facts> {
  await until(page, ERROR_MS, ({ errors }) => errors.length > 0);
  const mark = (await stage.sandbox.journal()).next;
  await wait(SILENCE_MS);
  const sentAfterwards = (await stage.media(mark)).length;
  return { sentAfterwards, shown: (await page.call('report')).errors.length };
}

/** The fault ends; what is final goes on at the viewer's wish. */
async function recover(show: Show, isFinal: boolean): Promise<NonNullable<Proof['recovery']>> {
  const { row, stage, page, engine } = show;
  const { film = DEFAULT_FILM, when, recoversInMs: withinMs = RECOVERS_MS } = row;
  await stage.sandbox.clearFaults();
  stage.backend.says = 'yes';
  stage.backend.refusals = undefined;
  if (isFinal) await page.call('retry');
  // Its `load` fails for good, and is the application's to call again.
  if (engine === 'shaka' && when === 'opened' && isFinal)
    await page.call('load', stage.film(film, engine));
  const { tookMs } = await untilItMoves(show, withinMs);
  // A kind that nobody asked for meanwhile is known to be back with the next answer of another.
  const { phase } = await until(page, PATIENCE_MS, (report) => report.phase === 'authorized');
  return { tookMs: phase === 'authorized' ? tookMs : undefined, withinMs };
}

/** What was asked for and what failed because of the fault. */
async function traffic(
  show: Show,
  most: (failures: ReturnType<typeof failuresIn>) => number,
): Promise<Pick<Proof, 'asks' | 'failures'>> {
  const failures = failuresIn(await show.media());
  const { asks: due, failures: limit = most(failures) } = show.row;
  return {
    asks: { atMs: await show.asks(), due },
    failures: { seen: asFailures(failures), most: limit },
  };
}

const seenIn = ({ phase, code, retryable, fatal, errors }: Report): Facts => ({
  ...{ phase, code, retryable, fatal },
  errors: errors.join(', '),
});

/** From the first failure that the kit saw to a phase, on the page's clock. */
function sinceFirstFailure({ events, phases }: Report, wanted: string): number {
  const first = events.find(({ type }) => type === 'request-refused' || type === 'pass-failed');
  const reached = phases.find(({ phase }) => phase === wanted);
  // What nothing preceded was named at once.
  return Math.round(Math.max((reached?.at ?? 0) - (first?.at ?? Infinity), 0));
}
