import type { PlaybackGrant } from '../mint/decision.ts';
import { ServerError } from '../server-error.ts';
import type { MintContext, Vendor } from '../vendor.ts';
import { checkPlaybackId } from './check-playback-id.ts';
import { isMuxKind, KINDS } from './mux-kind.ts';
import type { MuxKind } from './mux-kind.ts';
import { readMuxOptions } from './mux-options.ts';
import type { MuxOptions, MuxSettings } from './mux-options.ts';
import { muxRules } from './mux-rules.ts';
import { muxSource } from './mux-source.ts';
import { signMuxToken } from './sign-mux-token.ts';
import type { MuxToken } from './sign-mux-token.ts';

/**
 * Mux with signed playback. A grant's asset is a playback id of the policy `signed` or `drm`. Each mint signs one JWT for each kind of thing
 * that the pass opens, which lasts as long as the pass; nothing is asked of the vendor.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see Mux, "Secure video playback".
 */
export function mux(options: MuxOptions): Vendor {
  const settings = readMuxOptions(options);
  const { urls } = settings;
  return {
    id: 'mux',
    async mint(grant, context) {
      const playbackId = checkPlaybackId(grant.asset);
      const kinds = kindsFor(grant, settings);
      const made = await Promise.all(
        kinds.map(async (kind) => [kind, await sign(kind, grant, context, settings)] as const),
      );
      const tokens = Object.fromEntries(made.map(([kind, { token }]) => [kind, token]));
      const ends = made.map(([, { expiresAt }]) => expiresAt);
      return {
        kind: 'pass',
        rules: muxRules(tokens, playbackId, urls),
        lifetimeSeconds: (Math.min(...ends) - context.now) / 1000,
        ...(kinds.includes('video') && { source: muxSource(tokens, playbackId, urls) }),
      };
    },
  };
}

function kindsFor({ permissions }: PlaybackGrant, { kinds }: MuxSettings): readonly MuxKind[] {
  if (permissions === undefined) return kinds;
  const wanted = permissions.filter(isMuxKind);
  if (wanted.length === 0 || wanted.length < permissions.length)
    throw new ServerError('invalid_grant', `The grant's permissions must be some of ${KINDS}.`);
  return wanted;
}

function sign(
  kind: MuxKind,
  grant: PlaybackGrant,
  { now, lifetimeSeconds, signal }: MintContext,
  settings: MuxSettings,
): Promise<MuxToken> {
  const restriction = settings.restriction(grant);
  const params = {
    ...settings.params(kind, grant),
    ...(kind === 'video' && grant.claims),
    ...(restriction !== undefined && { playback_restriction_id: restriction }),
  };
  const { asset: playbackId } = grant;
  return signMuxToken(settings, { playbackId, kind, params, now, lifetimeSeconds, signal });
}
