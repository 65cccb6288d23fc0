import {
  createSecureVideoClient,
  createSecureVideoLoginHandler,
  leadTo,
  loginAs,
  secureVideo,
  secureVideoDoctor,
  secureVideoJoinLink,
  secureVideoReason,
} from '../../../src/secure-video/index.ts';
import { epochMs } from '@playgate/protocol';
import { APP, BROWSER_HEADERS } from '../../support.ts';
import { strange } from '../canary-stage.ts';
import type { CanarySubject } from '../canary-stage.ts';
import { askingFor, examined, heardCalls } from '../handlers.ts';

const GUID = '0'.repeat(32);

export const secureVideoCanary: CanarySubject = {
  name: 'SecureVideo',
  uses: [
    'secure-video/createSecureVideoClient',
    'secure-video/createSecureVideoLoginHandler',
    'secure-video/leadTo',
    'secure-video/loginAs',
    'secure-video/secureVideo',
    'secure-video/secureVideoDoctor',
    'secure-video/secureVideoJoinLink',
    'secure-video/secureVideoReason',
  ],
  async prepare(stage) {
    const { sandbox, isStrange, hear } = stage;
    const { identifier, secretKey: known } = sandbox.keys.secureVideo;
    const secretKey = isStrange ? strange('secretKey') : known;
    const url = `${sandbox.addresses.secureVideo}/`;
    const options = {
      ...{ identifier, secretKey, apiUrl: url, hubUrl: url },
      ...heardCalls(stage),
      login: { returnUrls: [`${APP}/`], defaultReturnUrl: `${APP}/` },
      onRefusal: (refusal: object) => hear('hook', refusal),
    };
    const client = createSecureVideoClient(options);
    const { users, sessions } = client;
    const vendor = secureVideo({ identifier, secretKey, apiUrl: url });
    const handle = createSecureVideoLoginHandler({
      client,
      decide: () => loginAs('5', { returnUrl: `${APP}/room` }),
      origins: [APP],
      audit: (event) => hear('hook', event),
    });
    const headers = Object.entries(BROWSER_HEADERS);
    const scheduledAt = epochMs(0);
    const newPassword = strange('newPassword');
    const user = { fullName: 'Ada', emailAddress: 'a@b.example', timeZoneWindowsId: 'UTC' };
    return {
      secrets: { secretKey, newPassword, 'Basic pair': btoa(`${identifier}:${secretKey}`) },
      operations: {
        'the client': () => [client, vendor, handle],
        'users.list': () => users.list(),
        'users.read': () => users.read('5'),
        'users.read, of another company': () => users.read('2112'),
        'users.create': () => users.create({ ...user, newPassword }),
        'users.update': () => users.update('5', { newPassword }),
        'users.delete': () => users.delete('6'),
        'sessions.list': () => sessions.list(),
        'sessions.read': () => sessions.read('36001'),
        'sessions.create': () =>
          sessions.create('5', { scheduledAt, participants: [{ fullName: 'Grace' }] }),
        'sessions.update': () => sessions.update('36001', { scheduledAt }),
        'sessions.delete': () => sessions.delete('36001'),
        usage: () => client.usage('2023-11'),
        'quota.used': () => client.quota.used(),
        loginUri: () => client.loginUri('5'),
        cancelLogin: () => client.cancelLogin(GUID),
        joinLink: () => client.joinLink({ connectCode: '111222333' }),
        'a join link': () => secureVideoJoinLink({ connectCode: '111222333' }),
        'the way to a login': async () => leadTo((await client.loginUri('5')).uri),
        'the reason of an error': async () =>
          secureVideoReason(await users.read('x y').catch((error: unknown) => error)),
        'the login handler': () => handle(new Request(`${APP}/login`, { method: 'POST', headers })),
        'a pass for pages': askingFor(stage, vendor, { asset: 'api' }),
        'a pass of nothing': askingFor(stage, vendor, { asset: 'film' }),
        'the doctor': examined(stage, () => secureVideoDoctor({ ...options, echoUrl: `${url}ip` })),
        'an identifier that is the secret': () => secureVideo({ identifier: secretKey, secretKey }),
        'a bad address': () => createSecureVideoClient({ ...options, apiUrl: secretKey }),
        'a bad key': () => createSecureVideoClient({ ...options, secretKey: `${secretKey}\n` }),
      },
    };
  },
};
