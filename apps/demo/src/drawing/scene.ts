/** What a shape means; the palette gives it a colour. */
export type Ink =
  | 'picture'
  | 'stalled'
  | 'paused'
  | 'buffer'
  | 'pass'
  | 'spare'
  | 'ask'
  | 'served'
  | 'refused'
  | 'failed'
  | 'parked'
  | 'replayed'
  | 'grid'
  | 'now'
  | 'text'
  | 'faint';

/** A box. With `open`, its right end is not known: it fades out. */
export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly ink: Ink;
  readonly round?: number;
  readonly open?: boolean;
  readonly hatched?: boolean;
}

/** A sign for one moment. */
export interface Sign {
  readonly x: number;
  readonly y: number;
  readonly ink: Ink;
  readonly shape: 'dot' | 'cross' | 'ring' | 'diamond';
}

export interface Line {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly ink: Ink;
  readonly dashed?: boolean;
}

export interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly ink: Ink | 'paper';
  readonly align: 'left' | 'center' | 'right';
  readonly strong?: boolean;
}

/** A drawing, as data: what `paint` puts on a canvas. Coordinates are CSS pixels. */
export interface Scene {
  readonly lines: readonly Line[];
  readonly bars: readonly Bar[];
  readonly signs: readonly Sign[];
  readonly labels: readonly Label[];
}
