import { createHash } from 'node:crypto';
import type { Verdict } from '../../../credentials/judgement.ts';
import type { EmulatorParts } from '../../emulator.ts';
import type { Account } from '../account/account.ts';
import type { JwtClaims } from './jwt-claims.ts';
import type { JwtPurpose } from './verify-jwt.ts';
import { verifyJwt } from './verify-jwt.ts';

/** A viewer's token as a door sees it. */
export interface ViewerToken {
  readonly verdict: Verdict;
  /** Counts the tokens of one viewer and one asset in the order in which they were first seen. */
  readonly generation?: number;
  /** The token's words, where they can be relied on. */
  readonly claims?: JwtClaims;
  /** A digest that stands for the token. */
  readonly name?: string;
}

export interface ViewerTokens {
  judge(text: string | undefined, purpose: JwtPurpose): ViewerToken;
}

/**
 * Tokens are minted elsewhere. Each gets its place in the books when it is first seen, so that it can be counted, ended by command and
 * looked for where it must not be.
 */
export function createViewerTokens(
  { clock, credentials, leaks }: Pick<EmulatorParts, 'clock' | 'credentials' | 'leaks'>,
  account: Account,
): ViewerTokens {
  const find = (name: string) => credentials.judge(name, { vendor: 'brightcove' });

  function book(name: string, text: string, claims: JwtClaims): void {
    const { uid, conid, vids, exp = Infinity } = claims;
    const film = conid ?? vids?.join(' ') ?? 'any video';
    const lifetimeMs = exp * 1000 - clock.now();
    const grant = { vendor: 'brightcove', film, lifetimeMs } as const;
    const { serial } = credentials.mint(
      uid === undefined ? grant : { ...grant, viewer: uid },
      name,
    );
    leaks.addCanary(`brightcove token ${serial}`, text);
  }

  return {
    judge(text, purpose) {
      if (text === undefined || text === '') return { verdict: 'missing' };
      const { settings, publicKeys: keys, blacklist } = account;
      const claims = verifyJwt(text, {
        ...settings,
        ...{ purpose, keys, accountId: settings.id, nowMs: clock.now() },
        skewSeconds: settings.clockSkewSeconds,
      });
      const name = createHash('sha256').update(text).digest('base64url');
      const seen = find(name);
      if (typeof claims === 'string') return { verdict: claims, ...generationOf(seen) };
      if (seen.verdict === 'wrong') book(name, text, claims);
      const { verdict = 'ok', ...known } = find(name);
      const isBlocked =
        isListed(purpose, settings.blacklistAtPlayback) && blacklist.isBlocked(text);
      return { verdict: isBlocked ? 'revoked' : verdict, ...generationOf(known), claims, name };
    },
  };
}

const generationOf = ({ generation }: { readonly generation?: number }) =>
  generation === undefined ? {} : { generation };

/** Licences heed the blacklist always; of the Playback API nothing is said, and of static URLs that no restriction is for them. */
const isListed = (purpose: JwtPurpose, atPlayback: boolean): boolean =>
  purpose === 'license' || (purpose === 'playback' && atPlayback);
