import { corsCheck } from '../../doctor/cors-check.ts';
import type { CorsCheckOptions } from '../../doctor/cors-check.ts';
import { createDoctorCheck } from '../../doctor/create-doctor-check.ts';
import type { DoctorCheck, DoctorContext, DoctorFinding } from '../../doctor/doctor-check.ts';
import { findingsOf } from '../../doctor/findings-of.ts';
import { jsonMember } from '../../json-member.ts';
import { isServerError } from '../../server-error.ts';
import type { MintedPass } from '../../vendor.ts';
import { brightcove } from '../brightcove.ts';
import type { BrightcoveOptions } from '../brightcove-options.ts';

/** Options of `playbackCheck`. */
export interface PlaybackCheckOptions {
  readonly vendor: BrightcoveOptions;
  readonly asset: string;
  readonly origin?: string;
}

const ID = 'brightcove.playback';

/** What to do about a no of the Playback API. */
const ADVICE: Readonly<Record<string, string>> = {
  TOKEN_REQUIRED: 'Look whether something on the way takes the Authorization header away.',
  TOKEN_VALIDATION:
    'Register the public half of signingKey for this account, give the vendor a minute, and look at the clock.',
  ACCOUNT_ID: 'The key belongs to another account: set accountId to the one that owns the videos.',
  CLIENT_GEO:
    "The question comes from this server. Give the viewer's address by the claim ip, or allow this server's country.",
  CLIENT_IP:
    "The question comes from this server. Give the viewer's address by the claim ip, or allow this server's.",
  DOMAIN: 'The question comes from this server. Set pageOrigin to the origin of the page.',
  TAGS: 'Give the claim tags at least one tag of the video.',
  OFFERS: 'Look at what the claims limit the token to.',
  VIDEO_NOT_PLAYABLE: 'Look in the Studio whether it is active, ingested and within its schedule.',
  VIDEO_NOT_FOUND: 'Look for the id in the Studio; video: takes an id, ref: a reference id.',
};
const OTHERWISE = "Look for the reason among the errors of the vendor's Playback Restrictions.";

/** Asks for one video, and says whether a page could play it. */
export function playbackCheck({ vendor, asset, origin }: PlaybackCheckOptions): DoctorCheck {
  return createDoctorCheck({ id: ID, title: `playback of ${asset}` }, async (context) => {
    const { ok, problem } = findingsOf(ID);
    const refused = (error: unknown): readonly DoctorFinding[] => {
      if (!isServerError(error) || error.reason === undefined) throw error;
      const { status, reason } = error;
      return [
        problem(`Brightcove refuses ${asset} (${status} ${reason}).`, ADVICE[reason] ?? OTHERWISE),
      ];
    };
    try {
      const pass = await mintFor(asset, vendor, context);
      if (pass.kind === 'deny') return refused(pass.cause);
      if (pass.kind !== 'pass') return [];
      const kind = pass.source?.type ?? 'whatever the page names';
      const found = [ok(`Brightcove gives ${asset}, as ${kind}.`)];
      if (origin === undefined) return found;
      const readable = readsOf(pass, origin).map((read) => corsCheck(read).run(context));
      return [...found, ...(await Promise.all(readable)).flat()];
    } catch (error) {
      return refused(error);
    }
  });
}

function mintFor(
  asset: string,
  vendor: BrightcoveOptions,
  { fetch, clock, signal }: DoctorContext,
): ReturnType<ReturnType<typeof brightcove>['mint']> {
  // A token that never leaves the doctor is nobody's.
  const { mintedTokens: _, ...options } = vendor;
  return brightcove({ ...options, fetch, clock }).mint(
    { asset },
    { now: clock.now(), lifetimeSeconds: 60, signal, correlationId: crypto.randomUUID() },
  );
}

/** What a page would ask for: the manifest, and the licence if there is one. */
function readsOf({ rules, source }: MintedPass, origin: string): readonly CorsCheckOptions[] {
  if (source === undefined) return [];
  const query = rules
    .flatMap(({ place }) => place)
    .flatMap((placement) => (placement.kind === 'query' ? Object.entries(placement.params) : []))
    .map(([name, value]) => `${source.src.includes('?') ? '&' : '?'}${name}=${value}`);
  const licenses = Object.values(source.keySystems ?? {}).flatMap((system) => {
    const url = jsonMember(system, 'url') ?? jsonMember(system, 'licenseUri');
    return typeof url === 'string' ? [url] : [];
  });
  return [
    { id: 'brightcove.cors', origin, url: source.src + query.join('') },
    ...licenses.map((url) => ({
      id: 'brightcove.license-cors',
      ...{ origin, url, method: 'POST', headers: ['BCOV-Auth'] },
    })),
  ];
}
