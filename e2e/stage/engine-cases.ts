import type { EngineName } from '../site/engines.ts';

/** One way of playing a film: which engine, in which format, with the credential where. */
export interface EngineCase {
  readonly engine: EngineName;
  /** `scheme/film`: `bearer` is the Authorization header, `header` one that browsers carry across redirects. */
  readonly asset: string;
  readonly file: 'master.m3u8' | 'manifest.mpd';
  /** Absent: every renewal is driven by a refusal. */
  readonly renewAhead?: true;
}

/** The contract is kept in all of them. No two share an asset, so that the journal tells them apart. */
export const ENGINE_CASES: readonly EngineCase[] = [
  { engine: 'hlsjs', asset: 'bearer/launch-film', file: 'master.m3u8' },
  { engine: 'hlsjs', asset: 'query/live-show', file: 'master.m3u8', renewAhead: true },
  { engine: 'hlsjs', asset: 'header/long-film', file: 'master.m3u8' },
  { engine: 'shaka', asset: 'bearer/long-film', file: 'manifest.mpd' },
  { engine: 'shaka', asset: 'query/launch-film', file: 'master.m3u8' },
  { engine: 'shaka', asset: 'header/live-two', file: 'master.m3u8', renewAhead: true },
  { engine: 'dashjs', asset: 'bearer/public-film', file: 'manifest.mpd' },
  { engine: 'dashjs', asset: 'query/long-film', file: 'manifest.mpd', renewAhead: true },
  { engine: 'dashjs', asset: 'header/launch-film', file: 'manifest.mpd' },
];

/** A case in words, and the id of its player. */
export const nameOf = ({ engine, asset, file }: EngineCase): string =>
  `${engine} ${file.split('.')[1]} ${asset}`;
