import { CAPTION_LANGUAGES } from '../../../films/captions.ts';
import type { Film } from '../../../films/films.ts';
import type { Video } from '../account/videos.ts';
import type { MediaPlace, MediaUrls } from '../media/media-urls.ts';

/** Where a video's media can be had. */
export interface VideoMedia {
  readonly urls: MediaUrls;
  readonly hls: string;
  readonly dash: string;
}

/** A video as the Playback API answers. */
export type VideoObject = Readonly<Record<string, unknown>>;

/** @see Brightcove, "Playback API video fields reference". */
export function videoObject(
  { accountId, video }: Pick<MediaPlace, 'accountId' | 'video'>,
  film: Film | undefined,
  media: VideoMedia,
): VideoObject {
  const poster = media.urls.poster();
  return {
    id: video.id,
    account_id: accountId,
    reference_id: video.referenceId ?? null,
    name: film?.title ?? video.film,
    description: film?.description ?? null,
    duration: film?.kind === 'recorded' ? film.seconds * 1000 : -1,
    tags: video.tags,
    poster,
    thumbnail: poster,
    sources: sources(video, media),
    text_tracks: CAPTION_LANGUAGES.map((language) => textTrack(accountId, language, media.urls)),
    cue_points: [],
  };
}

const HLS = 'application/x-mpegURL';

function sources(video: Video, { urls, hls, dash }: VideoMedia): readonly VideoObject[] {
  const plain = { type: HLS, src: hls, ext_x_version: '4', codecs: 'avc1,mp4a' };
  if (video.delivery !== 'bccenc') return [plain];
  return [
    {
      type: 'application/dash+xml',
      src: dash,
      profiles: 'urn:mpeg:dash:profile:isoff-live:2011',
      key_systems: {
        'com.widevine.alpha': { license_url: urls.license('cenc/widevine') },
        'com.microsoft.playready': { license_url: urls.license('cenc/playready') },
      },
    },
    {
      ...plain,
      key_systems: {
        'com.apple.fps.1_0': {
          key_request_url: urls.license('fairplay'),
          certificate_url: urls.certificate(),
        },
      },
    },
  ];
}

const textTrack = (
  accountId: string,
  language: (typeof CAPTION_LANGUAGES)[number],
  urls: MediaUrls,
): VideoObject => ({
  id: language,
  account_id: accountId,
  src: urls.captions(language),
  srclang: language,
  label: language === 'en' ? 'English' : 'Deutsch',
  kind: 'captions',
  mime_type: 'text/vtt',
  default: false,
});
