import { techOf } from './player.ts';
import type { PlayerTrack, VideojsPlayer } from './player.ts';

/** The parser of vtt.js, which video.js brings along and puts on the page. */
interface CueParser {
  oncue: (cue: unknown) => void;
  parse(text: string): void;
  flush(): void;
}

interface WebVtt {
  readonly Parser: new (window: object, vttjs: unknown, decoder: unknown) => CueParser;
  StringDecoder(): unknown;
}

/** Fills an emulated text track from the text of a WebVTT file, as video.js does. */
export async function parseCues(
  player: VideojsPlayer,
  track: PlayerTrack,
  text: string,
): Promise<void> {
  // Builds of video.js without vtt.js load it when it is first needed.
  if (!webVtt())
    await new Promise<void>((resolve) => techOf(player)?.one?.('vttjsloaded', () => resolve()));
  const vtt = webVtt();
  if (!vtt) return;
  const parser = new vtt.Parser(window, Reflect.get(window, 'vttjs'), vtt.StringDecoder());
  parser.oncue = (cue) => track.addCue?.(cue);
  parser.parse(text);
  parser.flush();
  track.trigger?.({ type: 'loadeddata', target: track });
}

function webVtt(): WebVtt | undefined {
  const found: unknown = Reflect.get(window, 'WebVTT');
  return isWebVtt(found) ? found : undefined;
}

function isWebVtt(value: unknown): value is WebVtt {
  return typeof value === 'function';
}
