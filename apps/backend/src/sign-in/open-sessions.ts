import { createSessions, memoryStore } from '@playgate/session';
import type { SessionEvent, SessionEventType, Sessions } from '@playgate/session';
import { randomBytes } from 'node:crypto';
import { findAccount } from '../accounts.ts';
import type { OperatorLog } from '../desk/operator-log.ts';
import type { VendorWatch } from '../desk/watch-vendors.ts';
import type { SandboxAddresses } from '../sandbox-access.ts';
import { AFTER_SIGN_OUT, SCOPE } from './register-applications.ts';
import type { Applications } from './register-applications.ts';
import type { SessionStories } from './session-stories.ts';

/** What the sessions need to know. */
export interface SessionParts {
  readonly addresses: SandboxAddresses;
  readonly application: Applications['backend'];
  readonly origin: string;
  /** How long a session lasts in which the viewer does nothing. */
  readonly sessionSeconds: number;
  readonly stories: SessionStories;
  readonly log: OperatorLog;
  readonly onCall: VendorWatch['onCall'];
}

/** Viewers' sessions. In memory, with a key of this run: they end with the process. */
export function openSessions(parts: SessionParts): Sessions {
  const { addresses, application, origin, sessionSeconds, stories, log, onCall } = parts;
  return createSessions({
    ...application,
    issuer: addresses.authorization,
    redirectUri: `${origin}/auth/callback`,
    scope: SCOPE,
    origins: [origin],
    store: memoryStore(),
    keys: [randomBytes(32).toString('base64url')],
    claims: ({ sub }) => ({ name: findAccount(sub)?.name }),
    idleSeconds: sessionSeconds,
    afterFailure: '/sign-in/result',
    afterSignOut: origin + AFTER_SIGN_OUT,
    cookieName: 'demo-session',
    onCall,
    audit(event) {
      stories.hear(event);
      const text = sentenceFor(event);
      const { correlationId } = event;
      if (text !== undefined)
        log.add({ tone: 'note', vendor: 'authorization', text, correlationId });
    },
  });
}

/** What operators should know. That people come and go is none of it. */
const SENTENCES: Readonly<Partial<Record<SessionEventType, string>>> = {
  'sign-in-failed': 'A sign-in failed',
  'refresh-failed': 'No new token for the session of',
  'session-lost': 'The authorization server has ended the session of',
  'revocation-failed': 'Could not end the tokens of',
  revoked: 'Signed out everywhere:',
  'logout-refused': 'A word of a sign-out was not the authorization server’s',
};

function sentenceFor({ type, viewer = '', code }: SessionEvent): string | undefined {
  const sentence = SENTENCES[type];
  if (sentence === undefined) return undefined;
  return `${`${sentence} ${viewer}`.trim()}${code === undefined ? '' : ` (${code})`}.`;
}
