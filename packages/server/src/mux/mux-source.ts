import type { PlaybackSource } from '@playgate/protocol';
import type { MuxUrls } from './mux-options.ts';
import type { MuxTokens } from './mux-rules.ts';

/** What to play, and where its licences are, as videojs-contrib-eme takes it. The tokens are not in it: the rules place them. */
export function muxSource(
  tokens: MuxTokens,
  id: string,
  { stream, license }: MuxUrls,
): PlaybackSource {
  const source = { src: `${stream}/${id}.m3u8`, type: 'application/x-mpegURL' };
  if (tokens.drm_license === undefined) return source;
  return {
    ...source,
    keySystems: {
      'com.widevine.alpha': { url: `${license}/license/widevine/${id}` },
      'com.microsoft.playready': { url: `${license}/license/playready/${id}` },
      'com.apple.fps.1_0': {
        licenseUri: `${license}/license/fairplay/${id}`,
        certificateUri: `${license}/appcert/fairplay/${id}`,
      },
    },
  };
}
