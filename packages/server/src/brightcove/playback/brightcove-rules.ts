import type { PassRule, RefusalAction } from '@playgate/protocol';
import type { BrightcoveSettings } from '../brightcove-options.ts';
import type { BrightcoveSource } from './brightcove-source.ts';

/** 401 is about the token. 403 may also be about the signature that the edge wrote into the URL, which only a fresh source mends. */
const STALE: Readonly<Record<number, RefusalAction>> = { 401: 'renew', 403: 'reload' };
/** 403 is a limit of streams or devices, or a right: the next token would be refused as well. */
const LIMITED: Readonly<Record<number, RefusalAction>> = { 401: 'renew', 403: 'deny' };

/**
 * Where a token goes: to the manifest and, unless the edge's copies shall stay, to playlists and keys as the query parameter `bcov_auth`
 * (HLSe); to licences and certificates as the header `BCOV-Auth` (DRM); to the Playback API as Bearer. What the edge signed itself,
 * segments above all, is left alone.
 *
 * @param source Absent where the page names it: then for any protection.
 * @see Brightcove, "Using Playback Restrictions with Brightcove Player", "Custom implementation"; "Overview: Playback Restrictions".
 */
export function brightcoveRules(
  token: string,
  source: BrightcoveSource | undefined,
  { accountId, urls, playbackUrl, childTokens }: BrightcoveSettings,
): readonly PassRule[] {
  const { protection } = source ?? {};
  const rules: PassRule[] = [];
  if (protection === undefined || protection === 'drm')
    rules.push({
      match: { urls: urls.license, kinds: ['license', 'certificate'] },
      place: [{ kind: 'header', name: 'BCOV-Auth', value: token }],
      refusals: LIMITED,
    });
  if (protection === undefined || protection === 'aes128')
    rules.push({
      match: {
        urls: urls.media,
        kinds: childTokens === 'keep' ? ['manifest'] : ['manifest', 'playlist', 'key'],
      },
      place: [{ kind: 'query', params: { bcov_auth: token } }],
      refusals: STALE,
    });
  return [
    ...rules,
    {
      match: { urls: [`${playbackUrl}/accounts/${accountId}/`], kinds: ['api'] },
      place: [{ kind: 'header', name: 'Authorization', value: `Bearer ${token}` }],
      refusals: LIMITED,
    },
    signedByEdge([...urls.media, ...urls.segment]),
  ];
}

/** URLs that carry what they need: nothing is attached, and only a fresh source mends a refusal. Captions and pictures are not worth one. */
export function signedByEdge(urls: readonly string[]): PassRule {
  return {
    match: { urls, kinds: ['manifest', 'playlist', 'key', 'init', 'segment'] },
    place: [{ kind: 'none' }],
    refusals: { 401: 'reload', 403: 'reload' },
  };
}
