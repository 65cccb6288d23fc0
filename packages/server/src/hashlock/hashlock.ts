import type { Interaction, PassRule, PlaybackSource, RequestKind } from '@playgate/protocol';
import { checkInteraction } from '../mint/check-interaction.ts';
import { deny, interact } from '../mint/decision.ts';
import type { Deny, Interact, PlaybackGrant } from '../mint/decision.ts';
import { ServerError } from '../server-error.ts';
import { parseUrlPrefixes } from '../url-prefixes.ts';
import type { MintContext, MintedPass, Vendor } from '../vendor.ts';
import { formatHashlock } from './format-hashlock.ts';
import { hashlockKey } from './hashlock-key.ts';
import type { HashlockKey, HashlockKeyOptions } from './hashlock-key.ts';
import type { HashlockValues } from './hashlock-values.ts';
import type { Hashlock } from './mint-hashlock.ts';
import { readHashlock } from './verify-hashlock.ts';

/** Options of `hashlock`. */
export interface HashlockOptions extends HashlockKeyOptions {
  /** Where the media lies: URL prefixes, spelled as in a pass rule. Nothing else gets the hashlock. */
  readonly mediaUrls: readonly string[];
  /** Which requests carry it. Default: all of them. */
  readonly kinds?: readonly RequestKind[];
  /** The query parameter that carries it. Default `hash`. */
  readonly param?: string;
  /** What the viewer sees first, and where it leads: `entryUrl` is a hashlock entry handler, `returnUrl` a hashlock pass page. */
  readonly interaction: Interaction;
  /** What to play for an asset. Default: the page says it. */
  readonly source?: (asset: string) => PlaybackSource;
  /**
   * Whether a valid hashlock fits what was granted; if not, the viewer is asked again. Default: the first field's value equals the
   * grant's viewer, where the grant names one.
   */
  readonly fits?: (values: HashlockValues, grant: PlaybackGrant) => boolean;
}

/**
 * A hashlock for streams of one's own: the viewer signs in at the entry page, and the media carries what they brought back. Without a
 * valid answer the viewer is asked (`interaction_required`); `false` is `interaction_denied`. The pass lasts as long as the hashlock, and
 * its subject is the value of the first field: make that an opaque tag.
 *
 * The hashlock itself does not name what it opens. Where viewers may not see everything under `mediaUrls`, add a field for it and compare it
 * in `fits`, and have the media server do the same.
 *
 * @throws {ServerError} `config`, naming the option.
 */
export function hashlock(options: HashlockOptions): Vendor {
  const key = hashlockKey(options);
  const param = options.param ?? 'hash';
  if (!/^[A-Za-z0-9_.-]{1,64}$/.test(param))
    throw new ServerError('config', 'param must be 1 to 64 letters, digits, ".", "_" or "-".');
  parseUrlPrefixes(options.mediaUrls, 'mediaUrls');
  checkInteraction(options.interaction, 'config');
  return {
    id: 'hashlock',
    mint: (grant, context) => Promise.resolve(open(grant, context, { ...options, key, param })),
  };
}

type Settings = HashlockOptions & { readonly key: HashlockKey; readonly param: string };

function open(
  grant: PlaybackGrant,
  { answer, now, lifetimeSeconds }: MintContext,
  settings: Settings,
): MintedPass | Deny | Interact {
  const { key, fits = fitsViewer, interaction } = settings;
  const text = answer?.['hash'];
  if (text === undefined) return interact(interaction);
  const verdict = readHashlock(text, key, now);
  if (!verdict.ok)
    return verdict.reason === 'denied' ? deny('interaction_denied') : interact(interaction);
  // A promise, as JavaScript callers may return, is no yes.
  if (fits(verdict.values, grant) !== true) return interact(interaction);
  const { hashlock: opened } = verdict;
  const [[, viewer] = []] = opened.params;
  return {
    kind: 'pass',
    ...(viewer !== undefined && { viewer }),
    lifetimeSeconds: Math.min(lifetimeSeconds, opened.expires - now / 1000),
    rules: [rule(opened, settings)],
    ...(settings.source !== undefined && { source: settings.source(grant.asset) }),
  };
}

function rule(opened: Hashlock, { mediaUrls, kinds, param }: Settings): PassRule {
  // Written anew: the browser's own spelling of it goes no further.
  const value = encodeURIComponent(formatHashlock(opened));
  return {
    match: { urls: mediaUrls, ...(kinds !== undefined && { kinds }) },
    place: [{ kind: 'query', params: { [param]: value } }],
  };
}

function fitsViewer(values: HashlockValues, { viewer }: PlaybackGrant): boolean {
  return viewer === undefined || Object.values(values)[0] === viewer;
}
