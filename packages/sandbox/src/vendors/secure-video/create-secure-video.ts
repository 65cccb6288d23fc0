import type { CorsPolicy } from '../../cors.ts';
import { anyOrigin } from '../../cors.ts';
import { credentialClass } from '../../credential-class.ts';
import type { Emulator, EmulatorParts } from '../emulator.ts';
import { addSamples } from './add-samples.ts';
import { createAddressList } from './address-list.ts';
import { createAlarms } from './alarms.ts';
import { createCodeGuard } from './code-guard.ts';
import { createFailures } from './failures.ts';
import { createHourlyQuota } from './hourly-quota.ts';
import { isHubPath, pathWithoutCodes } from './hub-paths.ts';
import { loginResources } from './login-resources.ts';
import { createLogins } from './logins.ts';
import type { SecureVideoKeys } from './recognize.ts';
import { createRecognize } from './recognize.ts';
import { answerApi } from './secure-video-api.ts';
import { createSecretMaker } from './secret-maker.ts';
import { secureVideoCommands } from './secure-video-commands.ts';
import { secureVideoHub } from './secure-video-hub.ts';
import { sessionResources } from './session-resources.ts';
import { createSessions } from './sessions.ts';
import { userResources } from './user-resources.ts';
import { createUsers } from './users.ts';

export type { SecureVideoKeys } from './recognize.ts';

/**
 * SecureVideo: the API at the paths of `api.securevideo.com`, and the pages of `hub.securevideo.com` beside it.
 *
 * @see SecureVideo, "Getting Started with the SecureVideo API".
 */
export function createSecureVideo(parts: EmulatorParts): Emulator<SecureVideoKeys> {
  const { clock, leaks, random, randomText } = parts;
  const keys = {
    identifier: `sandbox_id_${randomText()}`,
    secretKey: `sandbox_sk_${randomText()}`,
  };
  leaks.addCanary('secureVideo.secretKey', keys.secretKey);
  const secrets = createSecretMaker(random, leaks);
  const [users, sessions] = [createUsers(), createSessions(clock, secrets)];
  const [addresses, alarms, failures] = [createAddressList(), createAlarms(), createFailures()];
  const [guard, logins, quota] = [
    createCodeGuard(),
    createLogins(clock, secrets),
    createHourlyQuota(clock),
  ];
  addSamples(users, sessions, clock.now());
  const recognize = createRecognize(keys);
  let identifierParameter = 'apiKey';
  const setIdentifierParameter = (name: string): void => {
    identifierParameter = name;
  };
  const shared = { addresses, alarms, failures, guard, logins, quota, sessions, users };
  const hub = secureVideoHub({ ...shared, now: () => clock.now() });
  const resources = {
    ...userResources(users),
    ...sessionResources(sessions, users),
    ...loginResources(logins, users),
  };
  return {
    keys,
    commands: secureVideoCommands({ ...shared, setIdentifierParameter }),
    plan: {
      name: 'secureVideo',
      cors: apiOnly,
      kind: (path) => (isHubPath(path) ? 'other' : 'api'),
      shownPath: pathWithoutCodes,
      judge(request, url) {
        if (isHubPath(url.pathname)) return { credential: credentialClass(request, url) };
        const { judgement, alarm } = recognize(request, url, identifierParameter);
        const [atMs, origin] = [clock.real(), request.headers.get('origin')];
        if (alarm)
          alarms.raise({
            kind: alarm,
            atMs,
            method: request.method,
            ...(origin !== null && { origin }),
          });
        return judgement;
      },
      serve: async (request, judgement) =>
        isHubPath(new URL(request.url).pathname)
          ? hub.fetch(request)
          : answerApi({ ...shared, resources }, request, judgement),
    },
  };
}

/** Pages may read the API's answers. Those of the hub are for the person who sees them. */
const apiOnly: CorsPolicy = (request) =>
  isHubPath(new URL(request.url).pathname) ? {} : anyOrigin(request);
