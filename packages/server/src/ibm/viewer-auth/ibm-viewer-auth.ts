import type { PlaybackGrant } from '../../mint/decision.ts';
import { parseOrigins } from '../../call/parse-origins.ts';
import { assertServer } from '../../secret/secret.ts';
import { ServerError } from '../../server-error.ts';
import type { MintContext, MintedPass, Vendor } from '../../vendor.ts';
import type { IbmViewerTokens } from './create-ibm-viewer-tokens.ts';
import { parseComponent } from '../client/ibm-component.ts';
import { IBM_ORIGIN } from '../ibm-origin.ts';

/** Options of `ibmViewerAuth`. */
export interface IbmViewerAuthOptions {
  /** From `createIbmViewerTokens`. */
  readonly tokens: IbmViewerTokens;
  /** The vendor's origin. Default `https://video.ibm.com`. */
  readonly vendorOrigin?: string;
  /** Whom the vendor is told of. Default: the grant's viewer, which then must be named. */
  readonly subjectOf?: (grant: PlaybackGrant) => string | Promise<string>;
}

/**
 * The vendor's embed behind viewer authentication v2: each pass opens one frame once (mode `single-use`), by a fresh token in the
 * parameter `vt`.
 *
 * A grant's asset is `channel:<id>` or `video:<id>`, ids in digits; or `chat:<id>`, `qna:<id>` of a channel.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see IBM Video Streaming, "Viewer Authentication API", "Embed with Token".
 */
export function ibmViewerAuth(options: IbmViewerAuthOptions): Vendor {
  assertServer('tokens');
  const { vendorOrigin = IBM_ORIGIN } = options;
  parseOrigins([vendorOrigin], 'vendorOrigin');
  if (typeof options.tokens?.mint !== 'function')
    throw new ServerError('config', 'tokens is missing: make them with createIbmViewerTokens.');
  const settings = { subjectOf: viewerOf, ...options, vendorOrigin };
  return {
    id: 'ibm-viewer-auth',
    mint: (grant, context) => mint(grant, context, settings),
  };
}

async function mint(
  grant: PlaybackGrant,
  { now, signal, lifetimeSeconds }: MintContext,
  { tokens, vendorOrigin, subjectOf }: Required<IbmViewerAuthOptions>,
): Promise<MintedPass> {
  const { content, path } = parseComponent(grant.asset);
  const minted = await tokens.mint({ content, subject: await subjectOf(grant), now, signal });
  const src = vendorOrigin + path;
  return {
    kind: 'pass',
    mode: 'single-use',
    lifetimeSeconds: Math.min(lifetimeSeconds, minted.lifetimeSeconds),
    rules: [{ match: { urls: [src] }, place: [{ kind: 'query', params: { vt: minted.token } }] }],
    source: { src, type: 'text/html' },
  };
}

function viewerOf({ viewer }: PlaybackGrant): string {
  if (viewer === undefined)
    throw new ServerError(
      'invalid_grant',
      'The grant must name a viewer: the vendor’s tokens are for somebody.',
    );
  return viewer;
}
