import type { CorsPolicy } from '../../cors.ts';
import type { ListenerPlan } from '../../listener.ts';
import type { RequestKind } from '../../request-kind.ts';
import { requestKind } from '../../request-kind.ts';
import type { Commands, Emulator, EmulatorParts } from '../emulator.ts';
import type { Account } from './account/account.ts';
import { createAccount, randomUuid } from './account/account.ts';
import type { ApiClient } from './management/api-client.ts';
import { createApiClient } from './management/api-client.ts';
import type { Audits } from './management/audits.ts';
import { createAudits } from './management/audits.ts';
import { BLACKLIST_LIMIT } from './account/blacklist.ts';
import { allowDetails, detail, isCount } from './command-details.ts';
import { denialResponse } from './denial.ts';
import type { Door, Finding } from './door.ts';
import { createExpiringSignatures } from './media/expiring-signature.ts';
import type { Failures } from './failures.ts';
import { createFailures } from './failures.ts';
import { licenseDoor } from './license/license-door.ts';
import { managementDoor } from './management/management-door.ts';
import { MISSING } from './management/management-denials.ts';
import { mediaDoor } from './media/media-door.ts';
import { oauthDoor } from './management/oauth-door.ts';
import { playbackDoor } from './playback/playback-door.ts';
import { policyDoor } from './playback/policy-door.ts';
import { createReportUrls, reportsDoor } from './management/reports-door.ts';
import { createServeMedia } from './media/serve-media.ts';
import { sessionsDoor } from './sessions/sessions-door.ts';
import { staticDoor } from './playback/static-door.ts';
import { createStreamLimits } from './license/stream-limits.ts';
import { createStreamSessions } from './sessions/stream-sessions.ts';
import { createTokenUses } from './token/token-uses.ts';
import type { Video } from './account/videos.ts';
import { createViewerTokens } from './token/viewer-tokens.ts';
import { parsePlace } from './account/visitor.ts';

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
    commands: createCommands({ account, client, audits, failures }),
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

/** The first that opens counts. */
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

function brightcovePlan(doors: readonly Door[], failures: Failures): ListenerPlan {
  const doorOf = (request: Request, url: URL): Door | undefined =>
    doors.find((door) => door.opens(request, url));
  /** What was found out before is what is served by. */
  const findings = new WeakMap<Request, Finding>();
  return {
    name: 'brightcove',
    cors,
    kind: kindOf,
    shownPath: (path) => path.replace(/(\/blacklist\/tokens\/).+$/, '$1:token'),
    judge(request, url) {
      const finding = doorOf(request, url)?.judge(request, url);
      if (finding) findings.set(request, finding);
      return finding?.judgement ?? { credential: 'none' };
    },
    async serve(request, judgement) {
      const door = doorOf(request, new URL(request.url));
      if (!door) return denialResponse(MISSING);
      const failure = failures.take(door.name);
      return failure
        ? door.refuse(failure, request)
        : door.serve(request, findings.get(request) ?? { judgement });
    },
  };
}

function kindOf(path: string): RequestKind {
  if (path.startsWith('/license/v1/aes128/')) return 'key';
  if (/^\/license\/|\/licenses\//.test(path)) return 'license';
  if (path.endsWith('/manifest.mpd')) return 'manifest';
  return requestKind(path, /^\/(v1|v4|api|playback|reports)\//.test(path) ? 'api' : 'other');
}

/** Pages may call what players call. Management is for servers: no page may read it. */
const cors: CorsPolicy = ({ url }) =>
  /^\/(v1|v4|reports)\//.test(new URL(url).pathname)
    ? {}
    : {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': 'Retry-After, Content-Range, Content-Length, Date',
      };

interface Told {
  readonly account: Account;
  readonly client: ApiClient;
  readonly audits: Audits;
  readonly failures: Failures;
}

function createCommands({ account, client, audits, failures }: Told): Commands {
  return {
    setAccount: (details) => {
      account.changeSettings(details);
      return account.settings;
    },
    setVideo: (details) => account.videos.set(details),
    setRight: (details) => account.setRight(details),
    setPlace(details) {
      const { ip, place } = parsePlace(details);
      account.visitors.setPlace(ip, place);
    },
    setClient: (details) => client.setPermissions(details),
    seedBlacklist(details) {
      allowDetails(details, ['entries']);
      const entries = detail(details, 'entries', isCount, 'a whole number') ?? BLACKLIST_LIMIT;
      for (let i = 1; account.blacklist.list().length < Math.min(entries, BLACKLIST_LIMIT); i++)
        account.blacklist.add(`e30.${Buffer.from(`{"sub":"${i}"}`).toString('base64url')}.AA`);
    },
    failAudit(details) {
      allowDetails(details, ['times']);
      audits.failNext(detail(details, 'times', isCount, 'a whole number') ?? 1);
    },
    fail: (details) => failures.order(details),
  };
}
