import type { PlaybackSource } from '@playgate/protocol';
import { deny } from '../mint/decision.ts';
import type { Deny, PlaybackGrant } from '../mint/decision.ts';
import { ServerError } from '../server-error.ts';
import type { MintContext, MintedPass, Vendor } from '../vendor.ts';
import { assertBound } from './assert-bound.ts';
import { parseBrightcoveAsset } from './brightcove-asset.ts';
import type { BrightcoveAsset } from './brightcove-asset.ts';
import { readBrightcoveOptions } from './brightcove-options.ts';
import type { BrightcoveOptions, BrightcoveSettings } from './brightcove-options.ts';
import { brightcoveRules } from './playback/brightcove-rules.ts';
import type { BrightcoveSource } from './playback/brightcove-source.ts';
import { LICENSE_REFUSALS } from './playback/license-refusals.ts';
import { resolveVideo } from './playback/resolve-video.ts';
import { signBrightcoveToken } from './tokens/sign-brightcove-token.ts';
import type { BrightcoveToken } from './tokens/sign-brightcove-token.ts';
import { uidOf } from './tokens/uid-of.ts';

/**
 * Brightcove Video Cloud with Playback Restrictions. A grant's asset is `video:<id>` or `ref:<reference id>`. Each mint signs a JWT that
 * lasts as long as the pass, asks the Playback API with it for the source, which judges the video's rights, and places it on the
 * manifest and its keys (HLSe) or on the licences (DRM).
 *
 * @throws {ServerError} `config`, naming the option.
 * @see Brightcove, "Overview: Brightcove Playback Restrictions".
 */
export function brightcove(options: BrightcoveOptions): Vendor {
  const settings = readBrightcoveOptions(options);
  return {
    id: 'brightcove',
    async mint(grant, context) {
      const { viewer } = grant;
      const { mintedTokens } = settings;
      if (mintedTokens === undefined) return (await open(grant, context, settings)).pass;
      if (viewer === undefined)
        throw new ServerError(
          'invalid_grant',
          'The grant names no viewer. With mintedTokens it must: nobody else could be cut off.',
        );
      if (await mintedTokens.isCutOff(viewer)) return deny('forbidden', { viewer });
      const { pass, token } = await open(grant, context, settings);
      if (token === undefined) return pass;
      // Only now is it known that the token leaves this server. A viewer who was cut off meanwhile is found here.
      return (await mintedTokens.admit(viewer, token, context.now)) ?? pass;
    },
  };
}

/** A pass with its token; or a no without one. */
interface Opened {
  readonly pass: MintedPass | Deny;
  readonly token?: BrightcoveToken;
}

async function open(
  grant: PlaybackGrant,
  context: MintContext,
  settings: BrightcoveSettings,
): Promise<Opened> {
  const asset = parseBrightcoveAsset(grant.asset);
  const claims = await claimsFor(asset, grant, settings);
  if (settings.api === undefined && settings.bindToVideo) assertBound(claims);
  const token = await sign(claims, context, settings);
  const video = await resolve(asset, grant, { claims, token }, context, settings);
  if (video === undefined) return { token, pass: passFor(token, undefined, context, settings) };
  if (video.kind === 'deny') return { pass: video };
  const { id, source } = video;
  const bind = settings.bindToVideo && claims['conid'] === undefined;
  // Only the answer says which video a reference id is.
  const bound = bind
    ? await sign({ ...claims, conid: named(id, context) }, context, settings)
    : token;
  return { token: bound, pass: passFor(bound, source, context, settings) };
}

function named(id: string | undefined, { correlationId }: MintContext): string {
  if (id !== undefined) return id;
  throw new ServerError(
    'vendor_response',
    'Brightcove named no id of the video, which the token is to be bound to. Check playbackUrl.',
    { vendor: 'brightcove', correlationId },
  );
}

type Claims = Readonly<Record<string, unknown>>;

async function claimsFor(
  asset: BrightcoveAsset,
  grant: PlaybackGrant,
  settings: BrightcoveSettings,
): Promise<Claims> {
  const { viewer } = grant;
  const bind = asset.by === 'id' && settings.bindToVideo;
  // RS256 makes the same token of the same claims: without a name in it, two viewers could hold one, and be cut off together.
  const isNamed = settings.mintedTokens !== undefined && viewer !== undefined;
  return {
    ...(bind && { conid: asset.id }),
    ...(isNamed && { uid: await uidOf(viewer) }),
    ...settings.claims(grant),
    ...grant.claims,
  };
}

function sign(
  claims: Claims,
  { now, lifetimeSeconds, signal }: MintContext,
  { accountId, signer }: BrightcoveSettings,
): Promise<BrightcoveToken> {
  const order = { accountId, kind: 'playback', claims, now, lifetimeSeconds, signal } as const;
  return signBrightcoveToken(signer, order);
}

interface ChosenVideo {
  readonly kind: 'video';
  readonly id: string | undefined;
  readonly source: BrightcoveSource;
}

async function resolve(
  asset: BrightcoveAsset,
  grant: PlaybackGrant,
  { claims, token: { token } }: { readonly claims: Claims; readonly token: BrightcoveToken },
  context: MintContext,
  settings: BrightcoveSettings,
): Promise<ChosenVideo | Deny | undefined> {
  const { accountId, api, query, bounds, pageOrigin, chooseSource } = settings;
  if (api === undefined) return undefined;
  const { ua } = claims;
  const headers = {
    ...(typeof ua === 'string' && { 'User-Agent': ua }),
    ...(pageOrigin !== undefined && { Origin: pageOrigin }),
  };
  const { signal, correlationId } = context;
  const { viewer } = grant;
  const question = {
    ...{ accountId, asset, token, headers, query, viewer },
    context: { signal, correlationId },
  };
  const video = await resolveVideo(api, question, bounds);
  if (video.kind === 'deny') return video;
  const source = chooseSource(video.sources, grant);
  if (source === undefined)
    throw new ServerError(
      'vendor_response',
      'Brightcove named no source that can be used. If its hosts are right, add them to mediaUrls and licenseUrls.',
      { vendor: 'brightcove', correlationId },
    );
  return { kind: 'video', id: video.id, source };
}

function passFor(
  { token, expiresAt }: BrightcoveToken,
  source: BrightcoveSource | undefined,
  { now }: MintContext,
  settings: BrightcoveSettings,
): MintedPass {
  return {
    kind: 'pass',
    rules: brightcoveRules(token, source, settings),
    lifetimeSeconds: (expiresAt - now) / 1000,
    ...(source && { source: playbackSource(source) }),
  };
}

function playbackSource({ src, type, keySystems }: BrightcoveSource): PlaybackSource {
  const explained = Object.entries(keySystems ?? {}).map(
    ([name, system]) => [name, { ...system, refusals: LICENSE_REFUSALS }] as const,
  );
  return {
    src,
    ...(type && { type }),
    ...(keySystems && { keySystems: Object.fromEntries(explained) }),
  };
}
