import { createHash } from 'node:crypto';
import type { Verdict } from '../../credentials/judgement.ts';
import type { SandboxClock } from '../../sandbox-clock.ts';
import type { EmulatorParts } from '../emulator.ts';
import type { Content } from './contents.ts';
import type { TokenFault, TokenFinding } from './read-viewer-token.ts';
import { readViewerToken, TOKEN_SECONDS } from './read-viewer-token.ts';
import type { Settings } from './settings.ts';
import type { VendorKeys } from './vendor-keys.ts';
import type { ViewerAuth } from './viewer-auth.ts';

/** What a token opens once. */
export type Component = 'player' | 'chat' | 'qna';

/** One opening, as it can be told afterwards. */
export interface Opening {
  readonly component: Component;
  readonly content: string;
  /** Absent where it was opened. */
  readonly fault?: TokenFault;
}

export interface ViewerGateParts {
  readonly clock: SandboxClock;
  readonly keys: VendorKeys;
  readonly settings: Settings<ViewerAuth>;
  readonly leaks: EmulatorParts['leaks'];
}

/** Stands before contents with viewer authentication v2. */
export interface ViewerGate {
  /** Looks at a token without using it up; `undefined` where none is asked for. */
  look(component: Component, content: Content, token: string): TokenFinding | undefined;
  /** The same, and uses it up if it opens. */
  open(component: Component, content: Content, token: string): TokenFinding | undefined;
  /** The last openings, so that who is sent back can see why. */
  openings(): readonly Opening[];
}

const REMEMBERED = 50;

export function createViewerGate({ clock, keys, settings, leaks }: ViewerGateParts): ViewerGate {
  /** Until when each use counts, in seconds. */
  const used = new Map<string, number>();
  const openings: Opening[] = [];
  let spent = 0;

  function look(component: Component, content: Content, token: string): TokenFinding | undefined {
    const setting = settings.effective(content);
    if (!setting) return undefined;
    const tokenKeys = { findKey: keys.find, publicKey: setting.publicKey };
    const finding = readViewerToken(token, tokenKeys, clock.now() / 1000);
    if ('fault' in finding) return finding;
    return used.has(useOf(component, token)) ? { fault: 'used' } : finding;
  }

  function spend(component: Component, token: string, issuedAt: number): void {
    for (const [use, until] of used) if (until < clock.now() / 1000) used.delete(use);
    used.set(useOf(component, token), issuedAt + TOKEN_SECONDS + 1);
    leaks.addCanary(`ibm viewer token ${++spent}`, token);
  }

  return {
    look,
    open(component, content, token) {
      const finding = look(component, content, token);
      if (!finding) return undefined;
      const where = { component, content: `${content.type}/${content.id}` };
      openings.push('fault' in finding ? { ...where, fault: finding.fault } : where);
      if (openings.length > REMEMBERED) openings.shift();
      if ('subject' in finding) spend(component, token, finding.issuedAt);
      return finding;
    },
    openings: () => [...openings],
  };
}

const useOf = (component: Component, token: string): string =>
  `${component} ${createHash('sha256').update(token).digest('hex')}`;

/** A fault in the words of the journal. */
export function verdictOf(fault: TokenFault): Verdict {
  switch (fault) {
    case 'missing':
    case 'malformed':
      return fault;
    case 'late':
      return 'expired';
    case 'used':
      return 'revoked';
    default:
      return 'wrong';
  }
}
