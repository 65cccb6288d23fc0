import { encodeBase64url } from '../../jwt/base64url.ts';

/** What the claim `uid` takes. */
export const UID: RegExp = /^[\w=/,@.+-]{1,64}$/;

/** A viewer's tag as the claim `uid`: the tag itself, or its SHA-256 where it has other characters or more than 64. */
export async function uidOf(viewer: string): Promise<string> {
  if (UID.test(viewer)) return viewer;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(viewer));
  return encodeBase64url(new Uint8Array(digest));
}
