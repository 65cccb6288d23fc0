import type { NativeRung } from '@playgate/client';

/** What the browser loads by itself. */
export interface NativeSource {
  /** Absolute. Absent: not known yet; most of the time a playlist. */
  readonly src?: string | undefined;
  readonly type?: string | undefined;
}

/** As much as is asked of a page: what it has, and where it is. */
export interface NativePlace {
  readonly MediaSource?: unknown;
  readonly ManagedMediaSource?: unknown;
  readonly location?: { readonly hostname: string };
  readonly navigator?: object;
}

/**
 * Says what could place a header, or else what could do without one, for a source that the browser loads by itself: the first of the
 * ladder that this browser can do and that suits the source. Whether two hosts are one site is guessed by their names.
 */
export function nextRung(
  { src, type = '' }: NativeSource,
  place: NativePlace = globalThis,
): NativeRung {
  const isPlaylist = !src || /mpegurl/i.test(type) || /\.m3u8(?:[?#]|$)/i.test(src);
  if (isPlaylist && (place.MediaSource || place.ManagedMediaSource)) return 'media-source';
  if (src && isSameSite(new URL(src).hostname, place.location?.hostname ?? '')) return 'cookie';
  if (isPlaylist) return 'server-helper';
  return place.navigator && 'serviceWorker' in place.navigator ? 'service-worker' : 'cookie';
}

/** Whether one is the other, or below it, or below the same name of at least two labels. */
function isSameSite(one: string, other: string): boolean {
  const parent = one.replace(/^[^.]+\./, '');
  return (
    `.${one}`.endsWith(`.${other}`) ||
    `.${other}`.endsWith(`.${one}`) ||
    (/[a-z].*\../.test(parent) && other.endsWith(`.${parent}`))
  );
}
