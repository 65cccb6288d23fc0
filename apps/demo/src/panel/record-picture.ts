import type { PictureState, Timeline } from './timeline.ts';

/** A look at the picture. */
export interface PictureSample {
  readonly at: number;
  readonly state: PictureState;
  readonly bufferedSeconds: number;
}

/** Adds a look at the picture: lengthens the last stretch, or starts another. */
export function recordPicture(line: Timeline, sample: PictureSample): Timeline {
  const { at, state, bufferedSeconds } = sample;
  const last = line.picture.at(-1);
  // Before the first picture there is nothing to interrupt.
  if (last === undefined && state !== 'playing') return line;
  const sinceLast = last === undefined ? 0 : at - last.to;
  const picture =
    last === undefined
      ? [{ from: at, to: at, state }]
      : last.state === state
        ? [...line.picture.slice(0, -1), { ...last, to: at }]
        : [...line.picture.slice(0, -1), { ...last, to: at }, { from: at, to: at, state }];
  const counts = {
    ...line.counts,
    stalls: line.counts.stalls + (state === 'stalled' && last?.state === 'playing' ? 1 : 0),
    playedMs: line.counts.playedMs + (state === 'playing' && last?.state === state ? sinceLast : 0),
  };
  return { ...line, picture, bufferedSeconds, counts };
}
