import type { Label, Line } from './scene.ts';
import { nowX, xOf } from './view.ts';
import type { View } from './view.ts';

const TICK_MS = 5000;

/** A line for each round moment, and one for now. @param bottom Where the axis is. */
export function drawAxisLines(view: View, bottom: number): Line[] {
  const ticks: Line[] = tickTimes(view).map((at) => {
    const x = xOf(view, at);
    return { x1: x, y1: 0, x2: x, y2: bottom, ink: 'grid' };
  });
  const x = nowX(view);
  return [...ticks, { x1: x, y1: 0, x2: x, y2: bottom, ink: 'now' }];
}

/** The line of a row, up to now. */
export function drawRowLine(view: View, y: number): Line {
  return { x1: view.gutter, y1: y, x2: nowX(view), y2: y, ink: 'grid' };
}

export function drawAxisLabels(view: View, bottom: number): Label[] {
  const y = bottom + 12;
  const ticks: Label[] = tickTimes(view).flatMap((at) => {
    const x = xOf(view, at);
    const text = String(Math.round(at / 1000) % 60).padStart(2, '0');
    const isCut = x < view.gutter + 6 || x > view.width - 12;
    if (isCut || Math.abs(x - nowX(view)) < 34) return [];
    return [{ x, y, text: `:${text}`, ink: 'faint', align: 'center' }];
  });
  return [...ticks, { x: nowX(view), y, text: 'now', ink: 'text', align: 'center', strong: true }];
}

/** Round moments in view, on the page's clock, so that they travel with what is drawn. */
function tickTimes(view: View): number[] {
  const first = Math.ceil((view.now - view.pastMs) / TICK_MS) * TICK_MS;
  const count = Math.ceil((view.pastMs + view.futureMs) / TICK_MS);
  return Array.from({ length: count }, (_, index) => first + index * TICK_MS).filter(
    (at) => at >= 0 && at < view.now + view.futureMs,
  );
}
