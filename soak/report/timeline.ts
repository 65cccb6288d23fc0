/** Something that happened, in seconds of the run. */
export interface Mark {
  readonly at: number;
  /** What it was: for a fault its name. */
  readonly what: string;
}

/** Something that lasted, in seconds of the run. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly what: string;
}

/** What a picture of a run shows. */
export interface Timeline {
  readonly title: string;
  readonly subtitle: string;
  readonly seconds: number;
  /** Readings of the buffer ahead of the picture: when, and how much, both in seconds. */
  readonly buffer: readonly (readonly [number, number])[];
  /** How long each pass was held. */
  readonly passes: readonly Span[];
  readonly mintFaults: readonly Mark[];
  readonly mediaFaults: readonly Mark[];
  /** What the viewer and the machine did. */
  readonly acts: readonly Span[];
  /** When the picture stood. */
  readonly stalls: readonly Span[];
}
