import type { Emulator, EmulatorParts } from '../emulator.ts';
import type { Account } from './account/account.ts';
import { createAccount, randomUuid } from './account/account.ts';
import type { Video } from './account/videos.ts';
import { brightcoveCommands } from './brightcove-commands.ts';
import { brightcovePlan } from './brightcove-plan.ts';
import type { Door } from './door.ts';
import { createFailures } from './failures.ts';
import { licenseDoor } from './license/license-door.ts';
import { createStreamLimits } from './license/stream-limits.ts';
import type { ApiClient } from './management/api-client.ts';
import { createApiClient } from './management/api-client.ts';
import type { Audits } from './management/audits.ts';
import { createAudits } from './management/audits.ts';
import { managementDoor } from './management/management-door.ts';
import { oauthDoor } from './management/oauth-door.ts';
import { createReportUrls, reportsDoor } from './management/reports-door.ts';
import { createExpiringSignatures } from './media/expiring-signature.ts';
import { mediaDoor } from './media/media-door.ts';
import { createServeMedia } from './media/serve-media.ts';
import { playbackDoor } from './playback/playback-door.ts';
import { policyDoor } from './playback/policy-door.ts';
import { staticDoor } from './playback/static-door.ts';
import { sessionsDoor } from './sessions/sessions-door.ts';
import { createStreamSessions } from './sessions/stream-sessions.ts';
import { createTokenUses } from './token/token-uses.ts';
import { createViewerTokens } from './token/viewer-tokens.ts';

/** What one run of the stand-in can be used with. */
export interface BrightcoveKeys {
  readonly accountId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The players' key, which anybody may see. */
  readonly policyKey: string;
  /** A playlist with every video. */
  readonly playlistId: string;
  readonly videos: readonly Pick<Video, 'id' | 'referenceId' | 'film' | 'delivery'>[];
}

/** All of the vendor's hosts behind one door; their paths do not collide. No public key is registered from the start. */
export function createBrightcove(parts: EmulatorParts): Emulator<BrightcoveKeys> {
  const account = createAccount(parts);
  const client = createApiClient(parts);
  const audits = createAudits(account, parts.clock.now, () => randomUuid(parts.random));
  const failures = createFailures();
  const policyKey = `sandbox_pk_${parts.randomText()}`;
  const playlistId = '6300000000100';
  const shown = { policyKey, playlistId };
  const doors = createDoors(parts, { account, client, audits, ...shown });
  return {
    plan: brightcovePlan(doors, failures),
    keys: {
      ...{ clientId: client.clientId, clientSecret: client.clientSecret, ...shown },
      get accountId() {
        return account.settings.id;
      },
      get videos() {
        return account.videos.list().map(briefly);
      },
    },
    commands: brightcoveCommands({ account, client, audits, failures }),
  };
}

const briefly = ({ id, referenceId, film, delivery }: Video): BrightcoveKeys['videos'][number] => ({
  ...{ id, film, delivery, ...(referenceId !== undefined && { referenceId }) },
});

interface OwnParts {
  readonly account: Account;
  readonly client: ApiClient;
  readonly audits: Audits;
  readonly policyKey: string;
  readonly playlistId: string;
}

function createDoors(parts: EmulatorParts, own: OwnParts): readonly Door[] {
  const { clock, films, files } = parts;
  const { account } = own;
  const shared = {
    ...parts,
    ...own,
    signatures: createExpiringSignatures(parts.random(32), clock.now),
    tokens: createViewerTokens(parts, account),
    limits: { uses: createTokenUses(), streams: createStreamLimits(clock.now) },
    sessions: createStreamSessions(clock.now, () => account.settings.heartbeatMs),
    serveMedia: createServeMedia(films, files),
  };
  const reports = createReportUrls(shared);
  return [
    oauthDoor(shared),
    managementDoor({ ...shared, reports }),
    reportsDoor(shared),
    staticDoor(shared),
    policyDoor(shared),
    playbackDoor(shared),
    mediaDoor(shared),
    licenseDoor(shared),
    sessionsDoor(shared),
  ];
}
