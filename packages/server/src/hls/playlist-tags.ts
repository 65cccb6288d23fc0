import type { RequestKind } from '@playgate/protocol';

/** What a URI in a playlist leads to. */
export interface UriUse {
  /** The kind of request; absent where no kind says it. */
  readonly kind?: RequestKind;
  /** Whether what is there is a playlist, too. */
  readonly isPlaylist?: boolean;
  /** Whether it is somebody else's most of the time: an advertisement. */
  readonly isForeign?: boolean;
}

/** An attribute that holds a URI. */
interface UriAttribute {
  readonly name: string;
  /** @param attributes All of the tag's. */
  use(attributes: ReadonlyMap<string, string>): UriUse;
}

export const PLAYLIST: UriUse = { kind: 'playlist', isPlaylist: true };
export const SEGMENT: UriUse = { kind: 'segment' };
const INIT: UriUse = { kind: 'init' };
const KEY: UriUse = { kind: 'key' };

const uri = (use: UriUse): readonly UriAttribute[] => [{ name: 'URI', use: () => use }];

/**
 * The tags whose attributes hold URIs that a player loads.
 *
 * @see RFC 8216, sections 4.3.2 to 4.3.5; RFC 8216bis, sections 4.4.2 to 4.4.6, and appendix D for those of date ranges
 */
export const URI_TAGS: ReadonlyMap<string, readonly UriAttribute[]> = new Map([
  ['EXT-X-KEY', uri(KEY)],
  ['EXT-X-SESSION-KEY', uri(KEY)],
  ['EXT-X-MAP', uri(INIT)],
  ['EXT-X-MEDIA', uri(PLAYLIST)],
  ['EXT-X-I-FRAME-STREAM-INF', uri(PLAYLIST)],
  ['EXT-X-RENDITION-REPORT', uri(PLAYLIST)],
  ['EXT-X-SESSION-DATA', uri({})],
  ['EXT-X-PART', uri(SEGMENT)],
  [
    'EXT-X-PRELOAD-HINT',
    [{ name: 'URI', use: (attributes) => (attributes.get('TYPE') === 'MAP' ? INIT : SEGMENT) }],
  ],
  ['EXT-X-CONTENT-STEERING', [{ name: 'SERVER-URI', use: () => ({ kind: 'steering' }) }]],
  [
    'EXT-X-DATERANGE',
    [
      { name: 'X-ASSET-URI', use: () => ({ ...PLAYLIST, isForeign: true }) },
      { name: 'X-ASSET-LIST', use: () => ({ isForeign: true }) },
    ],
  ],
]);

/** The tag that says that the next URI is one of a playlist. */
export const VARIANT_TAG = 'EXT-X-STREAM-INF';
/** The tag whose URIs name playlists beside this one, rather than below it. */
export const SIBLING_TAG = 'EXT-X-RENDITION-REPORT';
