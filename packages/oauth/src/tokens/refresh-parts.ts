import type { DpopKey } from '../dpop/dpop-key.ts';
import type { OAuthEvent } from '../oauth-event.ts';
import type { OAuthSettings } from '../oauth-options.ts';
import type { Server } from '../server/authorization-server.ts';
import type { SessionKeeper } from '../session-keeper.ts';
import type { SafeStore } from '../storage/safe-store.ts';

/** What refreshing is made of. */
export interface RefreshParts {
  readonly settings: OAuthSettings;
  readonly server: Server;
  readonly keeper: SessionKeeper;
  readonly store: SafeStore;
  readonly dpopKey: () => Promise<DpopKey | undefined>;
  /** Ends a token that nobody will use, at the server. */
  readonly revoke: (token: string | undefined) => Promise<void>;
  readonly emit: (event: OAuthEvent) => void;
}
