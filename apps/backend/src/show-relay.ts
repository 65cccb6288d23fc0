import { deny } from '@playgate/server';
import type { Audit, VendorApiOptions } from '@playgate/server';
import { createCatchTheShowRelay, permit } from '@playgate/server/catch-the-show';
import type { SandboxAccess } from './sandbox-access.ts';
import type { ViewerOf } from './sign-in/viewers.ts';

/** Where the relay is mounted. */
export const SHOW_RELAY = '/api/show';

/** What the relay needs to know. */
export interface ShowRelayParts {
  readonly sandbox: SandboxAccess;
  readonly viewerOf: ViewerOf;
  readonly origin: string;
  readonly onCall: NonNullable<VendorApiOptions['onCall']>;
  readonly audit: Audit;
}

/** Lets viewers' pages read Catch The Show's list of live streams, and of each stream what is listed here. */
export function createShowRelay(parts: ShowRelayParts): (request: Request) => Promise<Response> {
  const { sandbox, viewerOf, origin, onCall, audit } = parts;
  return createCatchTheShowRelay({
    secretKey: sandbox.keys.catchTheShow.secretKey,
    apiUrl: `${sandbox.addresses.catchTheShow}/v1`,
    mountedAt: SHOW_RELAY,
    calls: {
      streams: {
        method: 'GET',
        path: '/live-streams',
        answer: ['data.id', 'data.title', 'data.description', 'data.tags'],
      },
    },
    async decide(request) {
      const viewer = await viewerOf(request);
      return viewer === undefined ? deny('unauthenticated') : permit({ viewer: viewer.account.id });
    },
    origins: [origin],
    onCall,
    audit,
  });
}
