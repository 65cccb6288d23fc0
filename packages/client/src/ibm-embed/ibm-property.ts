const number = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;

const content = (value: unknown): IbmPlayerContent | undefined => {
  if (!Array.isArray(value)) return undefined;
  const [type, id]: readonly unknown[] = value;
  return typeof type === 'string' && typeof id === 'number' ? [type, id] : undefined;
};

/** What plays: `['channel', 1524]`, `['recorded', 123456]`. */
export type IbmPlayerContent = readonly [type: string, id: number];

/** How the values of properties are read. */
export const PROPERTIES = {
  /** Of a recorded video, in seconds. */
  duration: number,
  /** Where a recorded video is, in seconds. */
  progress: number,
  /** In percent, 0 when muted. */
  volume: number,
  /** Of a live stream, now. */
  viewers: number,
  /** Of a channel, ever. */
  allTimeTotalViewers: number,
  /** What is loaded. */
  content,
  /** What really plays: a channel that is off air may show a video. */
  playingContent: content,
} as const;

/** The properties of IBM's player. Source: IBM Video Streaming, Player API, "getProperty". */
export type IbmProperty = keyof typeof PROPERTIES;

/** The value of a property; `undefined` where the player has none. */
export type IbmPropertyValue<Name extends IbmProperty> = ReturnType<(typeof PROPERTIES)[Name]>;
