import type { Film } from '../../../films/films.ts';
import type { MediaUrls } from './media-urls.ts';

const WIDEVINE = 'edef8ba9-79d6-4ace-a3c8-27dcd51d21ed';
const PLAYREADY = '9a04f079-9840-4286-ab92-e65be0885f95';

const escapeAttribute = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * A DASH manifest that says where its licences are. It names no segments: there is no content decryption module here that could play
 * them.
 */
export function dashManifest(film: Film, urls: MediaUrls): Response {
  const seconds = film.kind === 'recorded' ? film.seconds : 0;
  const protection = (scheme: string, url: string): string =>
    `<ContentProtection schemeIdUri="urn:uuid:${scheme}" bc:licenseAcquisitionUrl="${escapeAttribute(url)}"/>`;
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" xmlns:bc="urn:brightcove:2015" type="static" mediaPresentationDuration="PT${seconds}S" profiles="urn:mpeg:dash:profile:isoff-live:2011">
  <Period><AdaptationSet mimeType="video/mp4">
    ${protection(WIDEVINE, urls.license('cenc/widevine'))}
    ${protection(PLAYREADY, urls.license('cenc/playready'))}
  </AdaptationSet></Period>
</MPD>
`;
  return new Response(text, {
    headers: { 'Content-Type': 'application/dash+xml', 'Cache-Control': 'no-store' },
  });
}
