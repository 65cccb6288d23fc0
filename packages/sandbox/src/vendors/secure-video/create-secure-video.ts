import type { CorsPolicy } from '../../http/cors.ts';
import { anyOrigin } from '../../http/cors.ts';
import { credentialClass } from '../../credentials/credential-class.ts';
import type { Emulator, EmulatorParts } from '../emulator.ts';
import { addSamples } from './account/add-samples.ts';
import { createAddressList } from './api/address-list.ts';
import { createAlarms } from './api/alarms.ts';
import { createCodeGuard } from './hub/code-guard.ts';
import { createFailures } from './api/failures.ts';
import { createHourlyQuota } from './api/hourly-quota.ts';
import { isHubPath, pathWithoutCodes } from './hub/hub-paths.ts';
import { loginResources } from './api/login-resources.ts';
import { createLogins } from './account/logins.ts';
import type { SecureVideoKeys } from './api/recognize.ts';
import { createRecognize } from './api/recognize.ts';
import { answerApi } from './api/secure-video-api.ts';
import { createSecretMaker } from './account/secret-maker.ts';
import { secureVideoCommands } from './secure-video-commands.ts';
import { secureVideoHub } from './hub/secure-video-hub.ts';
import { sessionResources } from './api/session-resources.ts';
import { createSessions } from './account/sessions.ts';
import { userResources } from './api/user-resources.ts';
import { createUsers } from './account/users.ts';

export type { SecureVideoKeys } from './api/recognize.ts';

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
  leaks.addSecret('secureVideo.secretKey', keys.secretKey);
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
