import { drawAxisLabels, drawAxisLines, drawRowLine } from '../../drawing/draw-axis.ts';
import type { Bar, Label, Line, Scene, Sign } from '../../drawing/scene.ts';
import { clip, xOf } from '../../drawing/view.ts';
import type { View } from '../../drawing/view.ts';
import type { Mark, SignInLine, TokenLife } from './sign-in-line.ts';

/** What is drawn beside the line itself. */
export interface LineRows {
  /** Who has a row, top to bottom, by what marks call them, and what the row is called. */
  readonly rows: readonly { readonly who: string; readonly name: string }[];
  /** When the session ends if nothing is done; absent: nobody knows. */
  readonly endsAt?: number;
}

/** How many rows there is room for. */
export const MOST_ROWS = 4;

const LANES = 3;
const LANE_HEIGHT = 17;
const LANE_PITCH = 22;
const PRESENCE = { y: 10, height: 16 };
const TOKENS_TOP = 42;
const ROWS_TOP = TOKENS_TOP + LANES * LANE_PITCH + 12;
const ROW_PITCH = 21;
const AXIS_Y = ROWS_TOP + MOST_ROWS * ROW_PITCH + 4;

/** How tall the drawing is, in CSS pixels. */
export const LINE_HEIGHT: number = AXIS_Y + 22;

/** Draws one way to sign in as data: who is there, the lives of the access tokens, and who got them. Pure. */
export function drawLine(line: SignInLine, { rows, endsAt }: LineRows, view: View): Scene {
  const shown = rows.slice(0, MOST_ROWS);
  const names = new Map(shown.map(({ who }, index) => [who, rowMiddle(index)]));
  return {
    lines: [
      ...drawAxisLines(view, AXIS_Y),
      ...shown.map((_, index) => drawRowLine(view, rowMiddle(index))),
      ...line.ends.flatMap((at) => drawEnd(at, view)),
    ],
    bars: [
      ...drawPresence(line, endsAt, view),
      ...line.tokens.flatMap((one) => drawLife(one, view)),
    ],
    signs: line.marks.flatMap((mark) => drawMark(mark, names.get(mark.who), view)),
    labels: [
      ...drawAxisLabels(view, AXIS_Y),
      ...line.tokens.flatMap((one) => drawNumber(one, view)),
      name('Session', PRESENCE.y + PRESENCE.height / 2),
      name('Tokens', TOKENS_TOP + LANE_HEIGHT / 2),
      ...shown.map((row, index) => name(row.name, rowMiddle(index))),
    ],
  };
}

const rowMiddle = (index: number): number => ROWS_TOP + index * ROW_PITCH + ROW_PITCH / 2;

const laneTop = (n: number): number => TOKENS_TOP + ((n - 1) % LANES) * LANE_PITCH;

const name = (text: string, y: number): Label => ({ x: 0, y, text, ink: 'text', align: 'left' });

/** Dark for the time that was, pale for what is left of it. */
function drawPresence(line: SignInLine, endsAt: number | undefined, view: View): Bar[] {
  const box = { ...PRESENCE, round: 3 };
  return line.presences.flatMap(({ from, to }) => {
    const past = clip(view, from, to ?? view.now);
    const ahead = to === undefined && endsAt !== undefined && clip(view, view.now, endsAt);
    return [
      ...(past ? [{ ...box, ...past, ink: 'picture' } as const] : []),
      ...(ahead ? [{ ...box, ...ahead, ink: 'buffer' } as const] : []),
    ];
  });
}

/** Solid while it is the one in use, hatched for what was left of it when the next one came. */
function drawLife({ n, from, endsAt, replacedAt = endsAt }: TokenLife, view: View): Bar[] {
  const box = { y: laneTop(n), height: LANE_HEIGHT, round: 3 };
  const used = clip(view, from, replacedAt);
  const spare = clip(view, replacedAt, endsAt);
  return [
    ...(used ? [{ ...box, ...used, ink: 'pass' } as const] : []),
    ...(spare ? [{ ...box, ...spare, ink: 'spare', hatched: true } as const] : []),
  ];
}

function drawNumber({ n, from, endsAt, replacedAt = endsAt }: TokenLife, view: View): Label[] {
  const used = clip(view, from, replacedAt);
  if (used === undefined || used.width < 22) return [];
  const y = laneTop(n) + LANE_HEIGHT / 2;
  return [{ x: used.x + 6, y, text: String(n), ink: 'paper', align: 'left', strong: true }];
}

const SIGNS = {
  refreshed: { ink: 'ask', shape: 'diamond' },
  adopted: { ink: 'replayed', shape: 'ring' },
  asked: { ink: 'served', shape: 'dot' },
  failed: { ink: 'failed', shape: 'cross' },
} as const;

function drawMark({ at, what }: Mark, y: number | undefined, view: View): Sign[] {
  const x = xOf(view, at);
  return y === undefined || x < view.gutter || x > view.width ? [] : [{ x, y, ...SIGNS[what] }];
}

function drawEnd(at: number, view: View): Line[] {
  const x = xOf(view, at);
  if (x < view.gutter || x > view.width) return [];
  return [{ x1: x, y1: 0, x2: x, y2: AXIS_Y, ink: 'refused', dashed: true }];
}
