/** What part of time is drawn, and where. Lengths are CSS pixels, times milliseconds. */
export interface View {
  readonly width: number;
  /** The moment at the now line. */
  readonly now: number;
  readonly pastMs: number;
  readonly futureMs: number;
  /** Room on the left for the names of the rows. */
  readonly gutter: number;
}

/** The view for a width: a phone sees less of the past, at the same scale as far as it goes. */
export function viewFor(width: number, now: number): View {
  const narrow = width < 480;
  return {
    width,
    now,
    pastMs: narrow ? 20_000 : 45_000,
    futureMs: narrow ? 9_000 : 12_000,
    gutter: narrow ? 74 : 84,
  };
}

/** Where a moment lies, not clamped. */
export function xOf(view: View, at: number): number {
  return nowX(view) + ((at - view.now) * plotWidth(view)) / (view.pastMs + view.futureMs);
}

export function nowX(view: View): number {
  return view.gutter + (plotWidth(view) * view.pastMs) / (view.pastMs + view.futureMs);
}

function plotWidth(view: View): number {
  return view.width - view.gutter;
}

/** The part of a stretch of time that is in view, or `undefined`. */
export function clip(
  view: View,
  from: number,
  to: number,
): { readonly x: number; readonly width: number } | undefined {
  const left = Math.max(xOf(view, from), view.gutter);
  const right = Math.min(xOf(view, to), view.width);
  return right <= left ? undefined : { x: left, width: right - left };
}
