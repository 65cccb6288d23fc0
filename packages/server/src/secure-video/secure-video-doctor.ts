import { apiPath } from '../api/api-path.ts';
import { createDoctorCheck } from '../doctor/create-doctor-check.ts';
import type { DoctorCheck, DoctorContext, DoctorFinding } from '../doctor/doctor-check.ts';
import { egressAddressCheck } from '../doctor/egress-address-check.ts';
import { findingsOf } from '../doctor/findings-of.ts';
import { SYSTEM_MAXIMUM } from './hourly-budget.ts';
import { createSecureVideoCaller, readNothing } from './secure-video-caller.ts';
import { readSecureVideoClientOptions } from './secure-video-client-options.ts';
import type { SecureVideoClientOptions } from './secure-video-client-options.ts';
import { secureVideoReason } from './secure-video-refusal.ts';
import type { SecureVideoReason } from './secure-video-refusal.ts';

/** Options of `secureVideoDoctor`: those of the client, and how to find out the server's address. */
export interface SecureVideoDoctorOptions extends SecureVideoClientOptions {
  /** As in `egressAddressCheck`. */
  readonly echoUrl?: string;
  /** The addresses that the vendor has on its list for you. Default: not compared. */
  readonly allowedAddresses?: readonly string[];
}

/**
 * Looks at a SecureVideo configuration: keys, the address that calls come from, whether the API answers, and the hour's quota. One of the
 * checks calls the API, once, and asks for a user that does not exist.
 *
 * @throws {ServerError} `config` for `echoUrl` and `allowedAddresses`; everything else is a finding.
 */
export function secureVideoDoctor(options: SecureVideoDoctorOptions): readonly DoctorCheck[] {
  const { echoUrl, allowedAddresses, ...client } = options;
  const address = egressAddressCheck({
    id: 'secure-video.address',
    ...(echoUrl !== undefined && { echoUrl }),
    ...(allowedAddresses !== undefined && { allowed: allowedAddresses }),
  });
  return [
    keysCheck(client),
    // Through the client's own fetch, whose agent may have the address that counts.
    { ...address, run: (context) => address.run(withFetch(client, context)) },
    apiCheck(client),
    quotaCheck(client),
  ];
}

function withFetch({ fetch }: SecureVideoClientOptions, context: DoctorContext): DoctorContext {
  return fetch === undefined ? context : { ...context, fetch };
}

function keysCheck(options: SecureVideoClientOptions): DoctorCheck {
  const id = 'secure-video.keys';
  return createDoctorCheck({ id, title: 'the two keys' }, async () => {
    readSecureVideoClientOptions(options);
    return [
      findingsOf(id).ok('The identifier, which browsers may see, does not give secretKey away.'),
    ];
  });
}

function apiCheck(options: SecureVideoClientOptions): DoctorCheck {
  const id = 'secure-video.api';
  return createDoctorCheck({ id, title: 'the API' }, async (context) => {
    const { fetch, clock, signal } = withFetch(options, context);
    const settings = readSecureVideoClientOptions({ clock, ...options, fetch });
    const call = createSecureVideoCaller(settings);
    try {
      const query = { externalId: 'playgate-doctor' };
      await call({ method: 'GET', path: apiPath`/user/0`, query }, readNothing, { signal });
    } catch (error) {
      const reason = secureVideoReason(error);
      if (reason === undefined) throw error;
      if (reason !== 'not_found') return [refused(id, reason)];
    }
    return [findingsOf(id).ok('The API takes calls with these keys from this address.')];
  });
}

function refused(id: string, reason: SecureVideoReason): DoctorFinding {
  const [summary, advice] = WORDS[reason] ?? [
    `The API refuses an ordinary call (${reason}).`,
    'Check apiUrl; if it is right, ask SecureVideo’s support.',
  ];
  return findingsOf(id).problem(summary, advice);
}

const WORDS: Readonly<Partial<Record<SecureVideoReason, readonly [string, string]>>> = {
  unauthorized: [
    'The API does not know these keys (401).',
    'Compare both with My Account > API: identifier first, secretKey second, neither of another customer.',
  ],
  address_not_allowed: [
    'The API takes no calls from this server’s address (412).',
    'Only SecureVideo’s support can list an address. Hosts without a fixed one need a fetch that goes through a proxy or agent that has one; during development support can set 0.0.0.0, which allows any.',
  ],
  quota_exceeded: [
    'The quota of this hour is used up (429).',
    'Wait for the next hour. Look at My Account > API for the quota, at who else uses these keys, and set quota to it, so that calls of low priority give way.',
  ],
  internal_error: ['The API fails (5xx).', 'It is theirs to mend. Try again later.'],
  not_json: [
    'Something else than the API answers.',
    'Check apiUrl, and whether a proxy on the way answers pages of its own.',
  ],
};

/** From which share of the quota on there is a warning. */
const MUCH = 0.8;

function quotaCheck(options: SecureVideoClientOptions): DoctorCheck {
  const id = 'secure-video.quota';
  return createDoctorCheck({ id, title: 'the quota of the hour' }, async ({ clock }) => {
    const { budget } = readSecureVideoClientOptions({ clock, ...options });
    const { ok, warning } = findingsOf(id);
    const { perHour, store } = options.quota ?? {};
    const [used, most] = [await budget.used(), budget.perHour];
    const counted = `${used} of ${most} calls of this hour are counted`;
    if (perHour === undefined)
      return [
        warning(
          'The quota of your contract is not configured, so calls are made until the vendor refuses them.',
          'Set quota.perHour to what My Account > API shows.',
        ),
      ];
    if (perHour > SYSTEM_MAXIMUM)
      return [
        warning(
          `The quota is configured as ${perHour}, but the vendor’s system allows ${SYSTEM_MAXIMUM}.`,
          `Set quota.perHour to at most ${SYSTEM_MAXIMUM}; more is counted as that.`,
        ),
      ];
    if (store === undefined)
      return [ok(`${counted}, by this instance alone; give quota.store where there are several.`)];
    if (used >= most * MUCH)
      return [warning(`${counted}.`, 'Make fewer calls, or have the quota raised by SecureVideo.')];
    return [ok(`${counted}.`)];
  });
}
