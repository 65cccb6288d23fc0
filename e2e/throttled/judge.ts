import type { Watched, Run } from './watch.ts';
import { LIFE_SECONDS, MINUTE_MS } from './watch.ts';

/** What must hold, and what was measured. */
export interface Claim {
  readonly of: Watched['credential'];
  readonly text: string;
  readonly holds: boolean;
}

/** What a timer of half a second takes at least under the throttling of one a second; wake-ups are aligned, some come a little sooner. */
const SECOND_MS = 900;
/** What may be missing of the film in the end, in seconds. */
const BEHIND = 1;

/** Holds a run against what is promised. The tab without the kit is the control: the same throttling must harm it. */
export function judge(run: Run): readonly Claim[] {
  return run.tabs.flatMap((tab) => [
    ...throttling(tab),
    ...(tab.credential === 'timer' ? control(tab) : promises(run, tab)),
  ]);
}

function throttling({ credential, looks, ticks }: Watched): Claim[] {
  const seen = new Set(looks.map(({ visibility }) => visibility));
  const gaps = ticks.map(({ afterMs }) => afterMs);
  const short = gaps.filter((gap) => gap < MINUTE_MS).toSorted((a, b) => a - b);
  const long = gaps.filter((gap) => gap >= MINUTE_MS);
  const median = short[Math.floor(short.length / 2)] ?? 0;
  return [
    claim(credential, [...seen].join() === 'hidden', `was ${[...seen].join(' and ')}`),
    claim(
      credential,
      median >= SECOND_MS && long.length >= 3,
      `timers of 500 ms took ${Math.round(median)} ms, then ${long.map((ms) => `${Math.round(ms / 1000)} s`).join(', ')}`,
    ),
  ];
}

function promises(
  { from, to, refreshes }: Run,
  { credential, requests, looks, lives, stalls }: Watched,
): Claim[] {
  const refused = requests.filter(({ verdict }) => verdict !== 'ok');
  const [first, last] = [looks[0], looks.at(-1)];
  const wall = ((last?.at ?? 0) - (first?.at ?? 0)) / 1000;
  const played = (last?.time ?? 0) - (first?.time ?? 0);
  const renewed =
    credential === 'tokens' ? refreshes : lives.filter((life) => life.from >= from).length;
  const least = Math.floor((to - from) / 1000 / LIFE_SECONDS);
  return [
    claim(
      credential,
      requests.length > 0 && refused.length === 0,
      `${requests.length} requests, ${refused.length} of them with an expired credential or none`,
    ),
    claim(
      credential,
      stalls.length === 0 && last?.errors === 0 && wall - played < BEHIND,
      `${played.toFixed(1)} s of film in ${wall.toFixed(1)} s, ${stalls.length} stalls, ${last?.errors} errors`,
    ),
    claim(
      credential,
      renewed >= least && renewed <= 2 * least + 2,
      `${renewed} renewals in ${least} lives of ${LIFE_SECONDS} s`,
    ),
  ];
}

function control({ credential, requests, stalls }: Watched): Claim[] {
  const expired = requests.filter(({ verdict }) => verdict === 'expired').length;
  return [
    claim(
      credential,
      expired > 0,
      `${requests.length} requests, ${expired} with an expired credential; ${stalls.length} stalls`,
    ),
  ];
}

const claim = (of: Watched['credential'], holds: boolean, text: string): Claim => ({
  ...{ of, holds, text },
});
