const TILE = { seconds: 10, width: 256, height: 144, columns: 5 };
/** As many as the picture has. */
const MOST = 100;

/** A WebVTT file that says which part of the storyboard goes with which seconds. */
export function storyboardCues(seconds: number, picture: string): string {
  const { seconds: each, width, height, columns } = TILE;
  const count = Math.min(MOST, Math.ceil(seconds / each));
  const cues = Array.from({ length: count }, (_, i) => {
    const [x, y] = [(i % columns) * width, Math.floor(i / columns) * height];
    const end = Math.min(seconds, (i + 1) * each);
    return `${timestamp(i * each)} --> ${timestamp(end)}\n${picture}#xywh=${x},${y},${width},${height}\n`;
  });
  return `WEBVTT\n\n${cues.join('\n')}`;
}

const timestamp = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 23);
