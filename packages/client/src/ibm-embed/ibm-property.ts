/** What plays: `['channel', 1524]`, `['recorded', 123456]`. */
export type IbmPlayerContent = readonly [type: string, id: number];

/** The properties of IBM's player. Source: IBM Video Streaming, Player API, "getProperty". */
export interface IbmProperties {
  /** Of a recorded video, in seconds. */
  readonly duration: number;
  /** Where a recorded video is, in seconds. */
  readonly progress: number;
  /** In percent, 0 when muted. */
  readonly volume: number;
  /** Of a live stream, now. */
  readonly viewers: number;
  /** Of a channel, ever. */
  readonly allTimeTotalViewers: number;
  /** What is loaded. */
  readonly content: IbmPlayerContent;
  /** What really plays: a channel that is off air may show a video. */
  readonly playingContent: IbmPlayerContent;
}

/** How the values of properties are read: `undefined` is what the player does not have. */
export const READERS: {
  readonly [Name in keyof IbmProperties]: (value: unknown) => IbmProperties[Name] | undefined;
} = {
  duration: number,
  progress: number,
  volume: number,
  viewers: number,
  allTimeTotalViewers: number,
  content,
  playingContent: content,
};

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function content(value: unknown): IbmPlayerContent | undefined {
  if (!Array.isArray(value)) return undefined;
  const [type, id]: readonly unknown[] = value;
  return typeof type === 'string' && typeof id === 'number' ? [type, id] : undefined;
}
