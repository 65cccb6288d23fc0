import type { EmulatorParts } from '../../emulator.ts';
import type { Account } from '../account/account.ts';
import type { Video } from '../account/videos.ts';
import type { ExpiringSignatures } from '../media/expiring-signature.ts';
import type { MediaPlace } from '../media/media-urls.ts';
import { manifestUrl, mediaUrls, scopeOf } from '../media/media-urls.ts';
import type { VideoObject } from './video-object.ts';
import { videoObject } from './video-object.ts';

/** How long media below a manifest can be had, in milliseconds. */
export const MEDIA_MS: number = 6 * 3_600_000;

export interface DescribingParts extends Pick<EmulatorParts, 'clock' | 'films'> {
  readonly account: Account;
  readonly signatures: ExpiringSignatures;
}

/** A video with URLs that open its media for a while. */
export function describeVideo(
  { clock, films, account, signatures }: DescribingParts,
  video: Video,
  origin: string,
): VideoObject {
  const { settings } = account;
  const { delivery, assetId } = video;
  const place: MediaPlace = { origin, accountId: settings.id, video, delivery };
  const sign = (scope: 'manifest' | 'media', lifeMs: number): string =>
    signatures.sign(scopeOf(scope, delivery, assetId), clock.now() + lifeMs);
  const manifestToken = sign('manifest', settings.manifestSeconds * 1000);
  return videoObject(place, films.get(video.film), {
    urls: mediaUrls(place, { fastlyToken: sign('media', MEDIA_MS) }),
    hls: manifestUrl(place, 'hls', manifestToken),
    dash: manifestUrl(place, 'dash', manifestToken),
  });
}
