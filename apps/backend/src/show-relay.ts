import { deny } from '@playgate/server';
import type { Audit, VendorApiOptions } from '@playgate/server';
import { createCatchTheShowRelay, permit } from '@playgate/server/catch-the-show';
import type { Account } from './accounts.ts';
import type { SandboxAccess } from './sandbox-access.ts';
import type { Sessions } from './sessions.ts';

/** Where the relay is mounted. */
export const SHOW_RELAY = '/api/show';

/** What the relay needs to know. */
export interface ShowRelayParts {
  readonly sandbox: SandboxAccess;
  readonly viewers: Sessions<Account>;
  readonly origin: string;
  readonly onCall: NonNullable<VendorApiOptions['onCall']>;
  readonly audit: Audit;
}

/** Lets viewers' pages read Catch The Show's list of live streams, and of each stream what is listed here. */
export function createShowRelay(parts: ShowRelayParts): (request: Request) => Promise<Response> {
  const { sandbox, viewers, origin, onCall, audit } = parts;
  return createCatchTheShowRelay({
    secretKey: sandbox.keys.catchTheShow.secretKey,
    baseUrl: `${sandbox.addresses.catchTheShow}/v1`,
    mountedAt: SHOW_RELAY,
    calls: {
      streams: {
        method: 'GET',
        path: '/live-streams',
        answer: ['data.id', 'data.title', 'data.description', 'data.tags'],
      },
    },
    decide(request) {
      const viewer = viewers.holderOf(request);
      return viewer === undefined ? deny('unauthenticated') : permit({ viewer: viewer.id });
    },
    origins: [origin],
    onCall,
    audit,
  });
}
