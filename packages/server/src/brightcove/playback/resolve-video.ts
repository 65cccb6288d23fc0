import { apiPath } from '../../api/api-path.ts';
import type { ApiPath, VendorApi } from '../../api/vendor-api.ts';
import type { Deny } from '../../mint/decision.ts';
import { jsonMember } from '../../json-member.ts';
import type { MintContext } from '../../vendor.ts';
import type { BrightcoveAsset } from '../brightcove-asset.ts';
import { readBrightcoveSources } from './brightcove-source.ts';
import type { BrightcoveSource, SourceBounds } from './brightcove-source.ts';
import { denialOf } from './playback-refusal.ts';

/** One question at the Playback API. */
export interface VideoQuestion {
  readonly accountId: string;
  readonly asset: BrightcoveAsset;
  readonly token: string;
  /** Sent along, where the token or the video's right asks for them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly context: Pick<MintContext, 'signal' | 'correlationId'>;
  readonly viewer?: string | undefined;
}

/** A video as the vendor shows it to whoever has that token. */
export interface ResolvedVideo {
  readonly kind: 'video';
  readonly id: string | undefined;
  readonly sources: readonly BrightcoveSource[];
}

/** How long the vendor may take in all, in milliseconds: a viewer waits. */
const WITHIN_MS = 10_000;

/**
 * Asks the Playback API for a video, with the viewer's token as Bearer: it judges the rights, too.
 *
 * @throws {ServerError} A code that starts with `vendor_`; `aborted`.
 * @see Brightcove, "Implementing Playback Rights".
 */
export async function resolveVideo(
  api: VendorApi,
  { accountId, asset, token, headers, query, context, viewer }: VideoQuestion,
  bounds: SourceBounds,
): Promise<ResolvedVideo | Deny> {
  try {
    const { body } = await api.call({
      method: 'GET',
      path: pathOf(accountId, asset),
      headers: { ...headers, Authorization: `Bearer ${token}` },
      query,
      withinMs: WITHIN_MS,
      ...context,
      ...(viewer !== undefined && { viewer }),
    });
    const id = jsonMember(body, 'id');
    return {
      kind: 'video',
      id: typeof id === 'string' ? id : undefined,
      sources: readBrightcoveSources(jsonMember(body, 'sources'), bounds),
    };
  } catch (error) {
    const denial = denialOf(error);
    if (denial === undefined) throw error;
    return denial;
  }
}

function pathOf(accountId: string, asset: BrightcoveAsset): ApiPath {
  return asset.by === 'id'
    ? apiPath`/accounts/${accountId}/videos/${asset.id}`
    : apiPath`/accounts/${accountId}/videos/ref:${asset.reference}`;
}
