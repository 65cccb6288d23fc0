import { assertServer } from '../secret/secret.ts';
import type { Secret } from '../secret/secret.ts';
import type { SecureVideoQuota } from './hourly-budget.ts';
import { createSecureVideoCaller } from './secure-video-caller.ts';
import { readSecureVideoClientOptions } from './secure-video-client-options.ts';
import type { SecureVideoClientOptions } from './secure-video-client-options.ts';
import { secureVideoJoinLink } from './secure-video-join-link.ts';
import type { SecureVideoJoinCode } from './secure-video-join-link.ts';
import { secureVideoLogins } from './secure-video-logins.ts';
import type { SecureVideoLogins } from './secure-video-logins.ts';
import { secureVideoSessions } from './secure-video-sessions.ts';
import type { SecureVideoSessions } from './secure-video-sessions.ts';
import { secureVideoUsage } from './secure-video-usage.ts';
import type { SecureVideoUsage } from './secure-video-usage.ts';
import { secureVideoUsers } from './secure-video-users.ts';
import type { SecureVideoUsers } from './secure-video-users.ts';

/** SecureVideo's API, for servers. */
export interface SecureVideoClient extends SecureVideoLogins, SecureVideoUsage {
  readonly users: SecureVideoUsers;
  readonly sessions: SecureVideoSessions;
  readonly quota: SecureVideoQuota;
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
    ...secureVideoUsage(call),
    joinLink: (participant, { launch = false } = {}) =>
      secureVideoJoinLink(participant, { launch, hubUrl: hub.href }),
  };
}
