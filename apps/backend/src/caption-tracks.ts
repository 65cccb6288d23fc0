import { findFilm } from './catalogue.ts';
import type { SandboxAddresses } from './sandbox-access.ts';
import type { VendorName } from './vendors/create-vendors.ts';

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

/** Where a vendor's films lie, of those that have their captions beside them. */
const FOLDERS: Readonly<Partial<Record<VendorName, (addresses: SandboxAddresses) => string>>> = {
  'catch-the-show': ({ catchTheShow }) => `${catchTheShow}/media/`,
  stapi: ({ stapi }) => `${stapi}/media/`,
  'stapi-viewer': ({ stapi }) => `${stapi}/media/`,
  hashlock: ({ origin }) => `${origin}/hash/`,
};

/** The captions of a film; none for live shows and for what the vendor plays itself. */
export function captionTracks(asset: string, addresses: SandboxAddresses): readonly CaptionTrack[] {
  const film = findFilm(asset);
  const folder = film && FOLDERS[film.vendor]?.(addresses);
  if (folder === undefined || film?.vendorAsset.startsWith('live:') === true) return [];
  const id = film?.vendorAsset.replace(/^video:/, '');
  return LANGUAGES.map((language) => ({
    ...language,
    src: `${folder}${id}/captions/${language.srcLang}.vtt`,
  }));
}
