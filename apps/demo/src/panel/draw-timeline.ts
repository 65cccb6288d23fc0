import { drawAxisLabels, drawAxisLines, drawRowLine } from '../drawing/draw-axis.ts';
import { requestRows } from './request-row.ts';
import type { RequestRow } from './request-row.ts';
import { AXIS_Y, LANE_HEIGHT, laneTop, PICTURE_HEIGHT, pictureTop, rowMiddle } from './rows.ts';
import type { Bar, Label, Line, Scene, Sign } from '../drawing/scene.ts';
import type { PassAsk, PassLife, RequestMark, Timeline } from './timeline.ts';
import { clip, xOf } from '../drawing/view.ts';
import type { View } from '../drawing/view.ts';

const NAMES: Readonly<Record<RequestRow, string>> = {
  playlist: 'Playlists',
  segment: 'Segments',
  key: 'Keys',
  other: 'Captions',
};

/** Draws a timeline as data. Pure: the same timeline and view give the same scene. */
export function drawTimeline(line: Timeline, view: View): Scene {
  const passes = line.passes.map((pass) => drawPass(pass, view));
  const asks = line.asks.map((ask) => drawAsk(ask, line.passes, view));
  const requests = line.requests.map((mark) => drawRequest(mark, view));
  return {
    lines: [
      ...drawAxisLines(view, AXIS_Y),
      ...requestRows.map((row) => drawRowLine(view, rowMiddle(row))),
      ...drawStops(line.stops, view),
      ...asks.flatMap((part) => part.lines),
    ],
    bars: [
      ...drawPicture(line, view),
      ...passes.flatMap((part) => part.bars),
      ...requests.flatMap((part) => part.bars),
    ],
    signs: [...asks.flatMap((part) => part.signs), ...requests.flatMap((part) => part.signs)],
    labels: [
      ...drawNames(view),
      ...drawAxisLabels(view, AXIS_Y),
      ...passes.flatMap((part) => part.labels),
    ],
  };
}

/** A pass: solid while it is the one in use, hatched for what was left of it when the next one came. */
function drawPass(pass: PassLife, view: View): { bars: Bar[]; labels: Label[] } {
  const y = laneTop(pass.generation);
  const end = pass.endsAt ?? Infinity;
  const usedUntil = Math.min(pass.replacedAt ?? end, end);
  const used = clip(view, pass.receivedAt, usedUntil);
  const spare = pass.replacedAt === undefined ? undefined : clip(view, usedUntil, end);
  const box = { y, height: LANE_HEIGHT, round: 3 };
  const bars: Bar[] = [];
  if (used !== undefined)
    bars.push({ ...box, ...used, ink: 'pass', ...(end === Infinity && { open: true }) });
  if (spare !== undefined) bars.push({ ...box, ...spare, ink: 'spare', hatched: true });
  const labels: Label[] =
    used === undefined || used.width < 22
      ? []
      : [
          {
            x: used.x + 6,
            y: y + LANE_HEIGHT / 2,
            text: String(pass.generation),
            ink: 'paper',
            align: 'left',
            strong: true,
          },
        ];
  return { bars, labels };
}

/** An ask: a diamond on the pass it is to replace, and a line to the one that came, as long as that took. */
function drawAsk(
  ask: PassAsk,
  passes: readonly PassLife[],
  view: View,
): { lines: Line[]; signs: Sign[] } {
  const x = xOf(view, ask.askedAt);
  if (x < view.gutter || x > view.width) return { lines: [], signs: [] };
  const held = passes.findLast((pass) => pass.receivedAt < ask.askedAt);
  const next = passes.find((pass) => pass.receivedAt === ask.answeredAt);
  const y = laneTop(held?.generation ?? next?.generation ?? 1) + LANE_HEIGHT / 2;
  const ink = ask.failure === undefined ? 'ask' : 'failed';
  const shape = ask.failure === undefined ? 'diamond' : 'cross';
  const lines: Line[] = [];
  if (next !== undefined && held !== undefined) {
    const below = laneTop(next.generation) + LANE_HEIGHT / 2;
    const arrival = Math.min(xOf(view, next.receivedAt), view.width);
    lines.push({ x1: x, y1: y, x2: x, y2: below, ink: 'ask' });
    lines.push({ x1: x, y1: below, x2: arrival, y2: below, ink: 'ask' });
  }
  return { lines, signs: [{ x, y, ink, shape }] };
}

function drawRequest(mark: RequestMark, view: View): { bars: Bar[]; signs: Sign[] } {
  const y = rowMiddle(mark.row);
  const x = xOf(view, mark.at);
  if (mark.outcome === 'parked') {
    const wait = clip(view, mark.at, mark.releasedAt ?? view.now);
    return {
      bars: wait === undefined ? [] : [{ ...wait, y: y - 2.5, height: 5, ink: 'parked', round: 2 }],
      signs: [],
    };
  }
  if (x < view.gutter || x > view.width) return { bars: [], signs: [] };
  return { bars: [], signs: [{ x, y, ink: mark.outcome, shape: SHAPES[mark.outcome] }] };
}

const SHAPES = { served: 'dot', refused: 'cross', failed: 'cross', replayed: 'ring' } as const;

/** The picture so far, and right of the now line what lies ready ahead of it. */
function drawPicture(line: Timeline, view: View): Bar[] {
  const box = { y: pictureTop, height: PICTURE_HEIGHT };
  const bars: Bar[] = line.picture.flatMap((span, index) => {
    const last = index === line.picture.length - 1;
    const part = clip(view, span.from, last ? Math.max(span.to, view.now) : span.to);
    const ink = span.state === 'playing' ? 'picture' : span.state;
    return part === undefined ? [] : [{ ...box, ...part, ink }];
  });
  const ahead = clip(view, view.now, view.now + line.bufferedSeconds * 1000);
  if (ahead !== undefined) bars.push({ ...box, ...ahead, ink: 'buffer' });
  return bars;
}

function drawStops(stops: readonly number[], view: View): Line[] {
  return stops
    .map((at) => xOf(view, at))
    .filter((x) => x >= view.gutter && x <= view.width)
    .map((x) => ({ x1: x, y1: 0, x2: x, y2: AXIS_Y, ink: 'refused', dashed: true }));
}

function drawNames(view: View): Label[] {
  const at = (y: number, text: string): Label => ({ x: 0, y, text, ink: 'text', align: 'left' });
  return [
    at(pictureTop + PICTURE_HEIGHT / 2, 'Picture'),
    at(laneTop(1) + LANE_HEIGHT / 2, 'Passes'),
    ...requestRows.map((row) => at(rowMiddle(row), NAMES[row])),
  ].filter(() => view.gutter > 0);
}
