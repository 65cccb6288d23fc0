import { Hono } from 'hono';
import { bearerOf, credentialClass } from '../../../credentials/credential-class.ts';
import type { EmulatorParts } from '../../emulator.ts';
import type { Account } from '../account/account.ts';
import type { Denial } from '../denial.ts';
import { denialResponse } from '../denial.ts';
import type { Door, Finding, Found } from '../door.ts';
import type { Permission } from './api-client.ts';
import { auditApi } from './audit-api.ts';
import type { Audits } from './audits.ts';
import { blacklistApi } from './blacklist-api.ts';
import { devicesApi } from './devices-api.ts';
import { keyApi } from './key-api.ts';
import { MISSING, badRequest } from './management-denials.ts';
import { BRIGHTCOVE_API } from './oauth-door.ts';
import type { ReportUrls } from './reports-door.ts';

export interface ManagementParts extends Pick<EmulatorParts, 'clock' | 'credentials'> {
  readonly account: Account;
  readonly audits: Audits;
  readonly reports: ReportUrls;
}

/** What a request needs to be permitted. */
interface Area {
  readonly path: RegExp;
  readonly read: Permission;
  readonly write: Permission;
}

const AREAS: readonly Area[] = [
  {
    path: /^\/v1\/accounts\/([^/]+)\/keys(\/|$)/,
    read: 'video-cloud/playback-auth/key/read',
    write: 'video-cloud/playback-auth/key/write',
  },
  {
    path: /^\/v1\/accounts\/([^/]+)\/blacklist(\/|$)/,
    read: 'video-cloud/playback-auth/blacklist',
    write: 'video-cloud/playback-auth/blacklist',
  },
  {
    path: /^\/v1\/accounts\/([^/]+)\/(users|devices)(\/|$)/,
    read: 'video-cloud/playback-auth/devices/read',
    write: 'video-cloud/playback-auth/devices/write',
  },
  {
    path: /^\/v1\/audit\/accounts\/([^/]+)\//,
    read: 'video-cloud/playback-auth/audit',
    write: 'video-cloud/playback-auth/audit',
  },
];

/**
 * The Key, Blacklist, Audit and Devices APIs, for servers that hold an access token with the permission.
 *
 * @see Brightcove, "Using Authentication APIs". Bodies of errors are printed for the Devices API only; the others' are like them.
 */
export function managementDoor(parts: ManagementParts): Door {
  const app = managementApp(parts);
  return {
    name: 'management',
    opens: (_, { pathname }) => /^\/v1\/(audit\/)?accounts\//.test(pathname),
    judge: (request, url) => judge(parts, request, url),
    serve: async (request, finding) => app.fetch(request, { finding }),
    refuse: denialResponse,
  };
}

function judge({ account, credentials }: ManagementParts, request: Request, url: URL): Finding {
  const credential = credentialClass(request, url);
  const found = AREAS.find(({ path }) => path.test(url.pathname));
  if (!found) return { judgement: { credential }, denial: MISSING };
  const [, accountId = ''] = found.path.exec(url.pathname) ?? [];
  if (!/^\d{1,20}$/.test(accountId))
    return { judgement: { credential }, denial: badRequest('INVALID_ACCOUNT_ID') };
  const permission = request.method === 'GET' ? found.read : found.write;
  const demand = { vendor: 'brightcove', film: BRIGHTCOVE_API, permission } as const;
  const { refusal: _, ...known } = credentials.judge(bearerOf(request), demand);
  const isOwn = accountId === account.settings.id;
  const verdict = known.verdict === 'ok' && !isOwn ? 'wrong' : known.verdict;
  return {
    judgement: { credential, ...known, ...(verdict && { verdict }) },
    ...(verdict !== 'ok' && { denial: UNAUTHORIZED }),
  };
}

/** Also for a token without the permission: the documents name no 403. */
const UNAUTHORIZED: Denial = {
  ...{ status: 401, code: 'UNAUTHORIZED' },
  message: 'An access token of this account with the permission is needed.',
};

function managementApp(parts: ManagementParts): Hono<Found> {
  const app = new Hono<Found>();
  app.use(async (c, next) =>
    c.env.finding.denial ? denialResponse(c.env.finding.denial) : next(),
  );
  app.route('/', keyApi(parts.account));
  app.route('/', blacklistApi(parts.account));
  app.route('/', devicesApi(parts.account));
  app.route('/', auditApi(parts));
  app.notFound(() => denialResponse(MISSING));
  return app;
}
