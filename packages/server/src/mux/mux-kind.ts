/** What a token opens, in the words of the vendor's libraries. */
export type MuxKind = 'video' | 'thumbnail' | 'gif' | 'storyboard' | 'drm_license';

/**
 * Each kind as the claim `aud` spells it.
 *
 * @see Mux, "Secure video playback".
 */
export const AUDIENCES: Readonly<Record<MuxKind, string>> = {
  video: 'v',
  thumbnail: 't',
  gif: 'g',
  storyboard: 's',
  drm_license: 'd',
};

/** Whether a text is a kind. */
export function isMuxKind(text: string): text is MuxKind {
  return Object.hasOwn(AUDIENCES, text);
}

/** The kinds there are, for messages. */
export const KINDS: string = Object.keys(AUDIENCES).join(', ');
