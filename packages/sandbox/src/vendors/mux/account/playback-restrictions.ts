import type { JsonObject } from '../../../json-members.ts';
import { isJsonObject, isText, isTexts } from '../../../json-members.ts';
import { allowDetails, check } from './check-details.ts';

/** Where, and with what, a token may be used that names the restriction. */
export interface PlaybackRestriction {
  readonly id: string;
  readonly referrer: {
    /** None, `*`, or up to 10 domains, each perhaps led by `*.`. */
    readonly allowed_domains: readonly string[];
    readonly allow_no_referrer: boolean;
  };
  readonly user_agent: {
    readonly allow_no_user_agent: boolean;
    readonly allow_high_risk_user_agent: boolean;
  };
}

export interface PlaybackRestrictions {
  /** Makes a restriction, or changes the one of this id. */
  set(details: JsonObject): PlaybackRestriction;
  /** Whether a request is one that the restriction allows; none that does not exist allows anything. */
  allows(id: string, request: Request): boolean;
}

const LIMIT = 100;

/** Programs that download. The vendor keeps its own list, and does not print it. */
const HIGH_RISK = /^(?:curl|wget|yt-dlp|lavf|vlc)\b/i;

/** @see Mux, "Playback restrictions". */
export function createPlaybackRestrictions(): PlaybackRestrictions {
  const restrictions = new Map<string, PlaybackRestriction>();
  return {
    set(details) {
      allowDetails(details, ['id', 'referrer', 'user_agent']);
      const { id, referrer = {}, user_agent: userAgent = {} } = details;
      check(isText(id) && /^[\w-]{1,255}$/.test(id), 'id must be letters, digits, _ and -.');
      check(restrictions.has(id) || restrictions.size < LIMIT, `There are ${LIMIT} already.`);
      check(isJsonObject(referrer), 'referrer must be an object.');
      check(isJsonObject(userAgent), 'user_agent must be an object.');
      const one = { id, referrer: readReferrer(referrer), user_agent: readUserAgent(userAgent) };
      restrictions.set(id, one);
      return one;
    },
    allows(id, { headers }) {
      const one = restrictions.get(id);
      return (
        one !== undefined &&
        allowsReferrer(one.referrer, headers.get('referer')) &&
        allowsUserAgent(one.user_agent, headers.get('user-agent'))
      );
    },
  };
}

function readReferrer(referrer: JsonObject): PlaybackRestriction['referrer'] {
  allowDetails(referrer, ['allowed_domains', 'allow_no_referrer']);
  const { allowed_domains: domains = [], allow_no_referrer: without = false } = referrer;
  check(isTexts(domains) && domains.length <= 10, 'allowed_domains must be up to 10 domains.');
  check(typeof without === 'boolean', 'allow_no_referrer must be true or false.');
  return { allowed_domains: domains, allow_no_referrer: without };
}

function readUserAgent(userAgent: JsonObject): PlaybackRestriction['user_agent'] {
  allowDetails(userAgent, ['allow_no_user_agent', 'allow_high_risk_user_agent']);
  const { allow_no_user_agent: without = true, allow_high_risk_user_agent: risky = true } =
    userAgent;
  check(typeof without === 'boolean', 'allow_no_user_agent must be true or false.');
  check(typeof risky === 'boolean', 'allow_high_risk_user_agent must be true or false.');
  return { allow_no_user_agent: without, allow_high_risk_user_agent: risky };
}

function allowsReferrer(
  { allowed_domains: domains, allow_no_referrer: without }: PlaybackRestriction['referrer'],
  referrer: string | null,
): boolean {
  if (referrer === null || referrer === '') return without;
  const host = URL.canParse(referrer) ? new URL(referrer).hostname : '';
  return domains.some((domain) =>
    domain.startsWith('*.') ? host.endsWith(domain.slice(1)) : domain === '*' || domain === host,
  );
}

function allowsUserAgent(
  {
    allow_no_user_agent: without,
    allow_high_risk_user_agent: risky,
  }: PlaybackRestriction['user_agent'],
  userAgent: string | null,
): boolean {
  if (userAgent === null || userAgent === '') return without;
  return risky || !HIGH_RISK.test(userAgent);
}
