import { clockCheck } from '../doctor/clock-check.ts';
import { createDoctorCheck } from '../doctor/create-doctor-check.ts';
import type { DoctorCheck, DoctorFinding } from '../doctor/doctor-check.ts';
import { findingsOf } from '../doctor/findings-of.ts';
import { keyCheck } from '../doctor/key-check.ts';
import { isSigner } from '../jwt/is-signer.ts';
import { isServerError } from '../server-error.ts';
import { createIbmClient } from './client/create-ibm-client.ts';
import type { IbmClientOptions } from './client/create-ibm-client.ts';
import { createIbmKeySet } from './viewer-auth/create-ibm-key-set.ts';
import type {
  IbmSigningKey,
  IbmViewerTokensOptions,
} from './viewer-auth/create-ibm-viewer-tokens.ts';
import { framingCheck } from './framing/framing-check.ts';
import { ibmAccess } from './client/ibm-access.ts';
import type { IbmContent } from './client/ibm-content.ts';
import type { HashLock } from './client/ibm-hash-locks.ts';
import { IBM_API_URL, IBM_ORIGIN } from './ibm-origin.ts';

/** What there is to look at. What is left out is not looked at. */
export interface IbmDoctorOptions {
  /** As given to `createIbmClient`: the credentials are tried. */
  readonly api?: IbmClientOptions;
  /** Contents whose v1 locks are read. Needs `api`. */
  readonly locked?: readonly IbmContent[];
  /** As given to `createIbmViewerTokens`: its keys, the vendor's, and the clock. */
  readonly tokens?: IbmViewerTokensOptions;
  /** Your pages that the player opens or sends viewers to. */
  readonly entryUrls?: readonly string[];
  /** As given to the handlers of these pages. */
  readonly embeddedIn?: readonly string[];
  /** The vendor's origin. Default `https://video.ibm.com`. */
  readonly vendorOrigin?: string;
}

/**
 * Checks of a configuration for IBM Video Streaming, in the order in which to mend it.
 *
 * @throws {ServerError} `config`, naming the option.
 */
export function ibmDoctor(options: IbmDoctorOptions): readonly DoctorCheck[] {
  const { api, locked = [], tokens, entryUrls = [], embeddedIn = [] } = options;
  const framedBy = [options.vendorOrigin ?? IBM_ORIGIN, ...embeddedIn];
  return [
    ...(tokens === undefined ? [] : tokenChecks(tokens)),
    ...(api === undefined ? [] : [credentialsCheck(api)]),
    ...(api === undefined ? [] : locked.map((content) => lockCheck(api, content, entryUrls))),
    ...entryUrls.map((url) => framingCheck({ id: 'ibm.entry', url, framedBy })),
  ];
}

function tokenChecks(tokens: IbmViewerTokensOptions): readonly DoctorCheck[] {
  const { signingKey, contentKeys = {}, apiUrl = IBM_API_URL, setBackSeconds = 5 } = tokens;
  const named: readonly (readonly [string, IbmSigningKey])[] = [
    ['signingKey', signingKey],
    ...Object.entries(contentKeys),
  ];
  const warningSeconds = Math.max(1, setBackSeconds);
  return [
    ...named.flatMap(([name, key]) =>
      isSigner(key) ? [] : [keyCheck({ id: 'ibm.key', name, key, algorithm: 'RS512' })],
    ),
    clockCheck({
      id: 'ibm.clock',
      url: `${apiUrl}/viewer-auth-public-key.json`,
      warningSeconds,
      problemSeconds: warningSeconds + 5,
    }),
    createDoctorCheck(
      { id: 'ibm.vendor-key', title: 'the vendor’s key' },
      async ({ fetch, clock, signal }) => {
        await createIbmKeySet({ fetch, clock, ...tokens }).key(signal);
        return [findingsOf('ibm.vendor-key').ok('The vendor publishes a key to seal tokens for.')];
      },
    ),
  ];
}

function credentialsCheck(api: IbmClientOptions): DoctorCheck {
  const id = 'ibm.credentials';
  const { ok, problem } = findingsOf(id);
  return createDoctorCheck({ id, title: 'the API’s credentials' }, async (context) => {
    const { fetch, clock, signal } = context;
    try {
      await ibmAccess({ fetch, clock, ...api }).tokens.get(signal);
      return [ok('The token endpoint takes the client’s credentials.')];
    } catch (error) {
      if (!isServerError(error) || error.code !== 'vendor_credentials') throw error;
      return [
        problem(
          'The token endpoint refuses the client’s credentials.',
          'Compare clientId and clientSecret with the dashboard. If they are right, try the other authMethod: the vendor’s examples and the standard differ.',
        ),
      ];
    }
  });
}

function lockCheck(
  api: IbmClientOptions,
  content: IbmContent,
  entryUrls: readonly string[],
): DoctorCheck {
  const named = { id: 'ibm.lock', title: `the lock of ${content}` };
  return createDoctorCheck(named, async ({ fetch, clock, signal }) => {
    try {
      const { hashLocks } = createIbmClient({ fetch, clock, ...api });
      return [findingOfLock(await hashLocks.read(content, { signal }), entryUrls)];
    } catch (error) {
      if (!isServerError(error) || error.code !== 'vendor_not_found') throw error;
      return [
        findingsOf('ibm.lock').warning(
          `There is no content ${content}, or no lock of its own on it.`,
          'A video without one has its channel’s. Set one with hashLocks.set, if that is not meant.',
        ),
      ];
    }
  });
}

function findingOfLock({ content, url }: HashLock, entryUrls: readonly string[]): DoctorFinding {
  const { ok, problem, warning } = findingsOf('ibm.lock');
  const [page = ''] = url.split(/[?#]/);
  if (!page.startsWith('https://') && !/^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(page))
    return problem(
      `The lock of ${content} leads to a page without https.`,
      'Set the lock with an https URL: what the page sends back opens the film.',
    );
  if (entryUrls.length > 0 && !entryUrls.some((entry) => entry.split(/[?#]/)[0] === page))
    return warning(
      `The lock of ${content} leads to ${page}, which is none of entryUrls.`,
      'Set the lock to your own page, or add this one to entryUrls.',
    );
  return ok(`The lock of ${content} leads to ${page}.`);
}
