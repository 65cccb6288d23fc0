import { claim, table } from '@playgate/soak/report';
import type { Claim } from '@playgate/soak/report';
import { PASS_SECONDS } from './watch.ts';
import type { BrowserRun } from './watch.ts';

/** A picture that stops so soon after a network came back, or after a jump, lacks what there was no time to load, in seconds. */
const EXCUSED = 20;
const EXCUSES = ['offline', 'seek'];

/** Holds a run against what is promised. */
export function judge(run: BrowserRun): readonly Claim[] {
  const { errors, expired, bare, requests, passes, refusals, frames } = run;
  const stalls = unexplained(run);
  const most = Math.ceil(run.seconds / (PASS_SECONDS * 0.7)) + refusals + 1;
  return [
    claim(errors.length === 0, `${errors.length} visible errors ${errors.join(', ')}`.trim()),
    claim(expired === 0, `${expired} of ${requests} media requests with an expired credential`),
    claim(bare === 0, `${bare} without one`),
    claim(stalls === 0, `${stalls} stalls with a network at hand`),
    claim(passes <= most, `${passes} passes, at most ${most}`),
    claim(frames > run.seconds, `${frames} frames shown`),
  ];
}

/** Stalls that neither an outage nor a jump explains. */
function unexplained({ timeline: { stalls, acts } }: BrowserRun): number {
  const excuses = acts.filter(({ what }) => EXCUSES.includes(what));
  return stalls.filter(
    ({ from, to }) => !excuses.some((act) => to >= act.from && from <= act.to + EXCUSED),
  ).length;
}

/** The figures, for the documentation. */
export function describe(run: BrowserRun): string {
  const { timeline, requests, passes, expired, errors, listeners, browser, seed } = run;
  const { mediaFaults, mintFaults, acts, stalls } = timeline;
  const of = (name: string): number => acts.filter(({ what }) => what === name).length;
  return `${browser}, video.js, ${Math.round(run.seconds)} s, seed ${seed}.

${table([
  ['', ''],
  ['media requests', String(requests)],
  ['media faults, faults of the backend', `${mediaFaults.length}, ${mintFaults.length}`],
  ['pauses, jumps, outages', [of('pause'), of('seek'), of('offline')].join(', ')],
  ['passes', String(passes)],
  ['**visible errors**', String(errors.length)],
  ['**expired credentials sent**', String(expired)],
  ['stalls; with a network at hand', `${stalls.length}; ${unexplained(run)}`],
  ['listeners of the page at rest, in each third', listeners.join(', ')],
])}`;
}
