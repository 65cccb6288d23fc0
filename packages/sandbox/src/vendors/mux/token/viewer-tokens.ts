import { createHash } from 'node:crypto';
import type { Verdict } from '../../../credentials/judgement.ts';
import type { EmulatorParts } from '../../emulator.ts';
import type { SigningKeys } from '../account/signing-keys.ts';
import type { Audience, MuxClaims } from './verify-token.ts';
import { verifyToken } from './verify-token.ts';

/** A token as a door sees it. */
export interface ViewerToken {
  readonly verdict: Verdict;
  /** Counts the tokens of one kind and one playback id in the order in which they were first seen. */
  readonly generation?: number;
  /** The token's words, where they can be relied on. */
  readonly claims?: MuxClaims;
}

export interface ViewerTokens {
  judge(text: string, audience: Audience, playbackId: string): ViewerToken;
}

/**
 * Tokens are minted elsewhere. Each gets its place in the books when it is first seen, so that it can be counted, ended by command and
 * looked for where it must not be.
 */
export function createViewerTokens(
  { clock, credentials, leaks }: Pick<EmulatorParts, 'clock' | 'credentials' | 'leaks'>,
  keys: Pick<SigningKeys, 'get'>,
): ViewerTokens {
  const find = (name: string) => credentials.judge(name, { vendor: 'mux' });

  function book(name: string, text: string, { aud, sub, exp }: MuxClaims): void {
    const lifetimeMs = exp * 1000 - clock.now();
    const { serial } = credentials.mint({ vendor: 'mux', film: `${aud} ${sub}`, lifetimeMs }, name);
    leaks.addCanary(`mux token ${serial}`, text);
  }

  return {
    judge(text, audience, playbackId) {
      const claims = verifyToken(text, { audience, playbackId, keys, nowMs: clock.now() });
      const name = createHash('sha256').update(text).digest('base64url');
      if (typeof claims === 'string') return { verdict: claims, ...generationOf(find(name)) };
      if (find(name).verdict === 'wrong') book(name, text, claims);
      const { verdict = 'ok', ...known } = find(name);
      return { verdict, ...generationOf(known), ...(verdict === 'ok' && { claims }) };
    },
  };
}

const generationOf = ({ generation }: { readonly generation?: number }) =>
  generation === undefined ? {} : { generation };
