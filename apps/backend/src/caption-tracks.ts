import { findFilm } from './catalogue.ts';
import type { SandboxAddresses } from './sandbox-access.ts';

/** A caption track, as a page needs it. Behind the same lock as the film. */
export interface CaptionTrack {
  readonly src: string;
  readonly srcLang: string;
  readonly label: string;
}

const LANGUAGES = [
  { srcLang: 'en', label: 'English' },
  { srcLang: 'de', label: 'Deutsch' },
] as const;

/** The captions of a film; none for live shows and for what the vendor plays itself. */
export function captionTracks(asset: string, addresses: SandboxAddresses): readonly CaptionTrack[] {
  const film = findFilm(asset);
  const id = film?.vendorAsset.replace(/^video:/, '');
  const folder =
    film?.vendor === 'hashlock'
      ? `${addresses.origin}/hash/${id}`
      : film?.vendorAsset.startsWith('video:') === true
        ? `${addresses.catchTheShow}/media/${id}`
        : undefined;
  if (folder === undefined) return [];
  return LANGUAGES.map((language) => ({
    ...language,
    src: `${folder}/captions/${language.srcLang}.vtt`,
  }));
}
