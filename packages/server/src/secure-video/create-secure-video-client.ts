import { apiPath } from '../api/api-path.ts';
import { assertServer } from '../secret.ts';
import type { Secret } from '../secret.ts';
import { ServerError } from '../server-error.ts';
import type { SecureVideoQuota } from './hourly-budget.ts';
import { createSecureVideoCaller, LARGEST_LIST } from './secure-video-caller.ts';
import type { SecureVideoCallOptions } from './secure-video-caller.ts';
import { readSecureVideoClientOptions } from './secure-video-client-options.ts';
import type { SecureVideoClientOptions } from './secure-video-client-options.ts';
import { secureVideoJoinLink } from './secure-video-join-link.ts';
import type { SecureVideoJoinCode } from './secure-video-join-link.ts';
import { secureVideoLogins } from './secure-video-logins.ts';
import type { SecureVideoLogins } from './secure-video-logins.ts';
import { secureVideoSessions } from './secure-video-sessions.ts';
import type { SecureVideoSessions } from './secure-video-sessions.ts';
import { secureVideoUsers } from './secure-video-users.ts';
import type { SecureVideoUsers } from './secure-video-users.ts';

/** SecureVideo's API, for servers. */
export interface SecureVideoClient extends SecureVideoLogins {
  readonly users: SecureVideoUsers;
  readonly sessions: SecureVideoSessions;
  readonly quota: SecureVideoQuota;
  /**
   * What was used in a month, as the vendor answers it: its shape is not printed anywhere.
   *
   * @param month Such as `2026-01`.
   */
  usage(month: string, options?: SecureVideoCallOptions): Promise<unknown>;
  /** As `secureVideoJoinLink`, at this client's hub. */
  joinLink(participant: SecureVideoJoinCode, options?: { readonly launch?: boolean }): Secret;
}

/**
 * Makes a client of SecureVideo's API. Each call throws a `ServerError` whose `reason` is a `SecureVideoReason`.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see SecureVideo, "Getting Started with the SecureVideo API".
 */
export function createSecureVideoClient(options: SecureVideoClientOptions): SecureVideoClient {
  assertServer('secretKey');
  const settings = readSecureVideoClientOptions(options);
  const { hub, back, budget } = settings;
  const call = createSecureVideoCaller(settings);
  return {
    users: secureVideoUsers(call),
    sessions: secureVideoSessions(call),
    quota: { used: budget.used, reopen: budget.reopen },
    ...secureVideoLogins({ call, hub, back }),
    async usage(month, callOptions) {
      if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month))
        throw new ServerError('invalid_value', 'month must be a month, such as 2026-01.');
      const query = { month: `${month}-01` };
      const maxAnswerBytes = LARGEST_LIST;
      const asked = { method: 'GET', path: apiPath`/usage`, query, maxAnswerBytes } as const;
      return call(asked, (body) => body, callOptions);
    },
    joinLink: (participant, { launch = false } = {}) =>
      secureVideoJoinLink(participant, { launch, hubUrl: hub.href }),
  };
}
