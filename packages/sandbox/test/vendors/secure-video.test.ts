import { describe, expect, test } from 'vitest';
import type { UnderTest } from '../sandbox-under-test.ts';
import { sandboxUnderTest } from '../sandbox-under-test.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** As the document says: identifier, colon, secret, in base64 on one line. */
const basic = ({ keys: { secureVideo } }: UnderTest): string =>
  `Basic ${Buffer.from(`${secureVideo.identifier}:${secureVideo.secretKey}`).toString('base64')}`;

interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

async function api() {
  const sandbox = await sandboxUnderTest();
  const call = (method: string, path: string, { body, headers = {} }: Sent = {}) =>
    fetch(sandbox.addresses.secureVideo + path, {
      method,
      headers: { ...JSON_TYPE, Authorization: basic(sandbox), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const tell = (command: string, details = {}) => sandbox.tell('secureVideo', command, details);
  return { sandbox, call, tell };
}

const seen = async (response: Response): Promise<[number, unknown]> => [
  response.status,
  await response.json(),
];

const refused = (status: number, text: RegExp): unknown => [
  status,
  { Message: expect.stringMatching(text) },
];

const NEW_USER = {
  FullName: 'A. MacGuffin',
  EmailAddress: 'macguffin@clinic.example',
  TimeZoneWindowsId: 'Eastern Standard Time',
};

const NEW_SESSION = {
  ScheduleTs: '2026-04-16T15:00:00',
  Participants: [{ ParticipantFullName: 'Trevor', ParticipantEmailAddress: 'trevor@home.example' }],
};

describe('the status codes of the document', () => {
  test('200: the resource itself, without an envelope', async () => {
    const { call } = await api();
    const response = await call('GET', '/User/5');
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await seen(response)).toEqual([
      200,
      expect.objectContaining({
        SystemUserId: '5',
        FullName: 'Dr. Ada Example',
        NewPassword: null,
      }),
    ]);
  });

  test('201 for a successful POST, with the new record', async () => {
    const { call } = await api();
    expect(await seen(await call('POST', '/user', { body: NEW_USER }))).toEqual([
      201,
      expect.objectContaining({ ...NEW_USER, SystemRoles: 'H,P' }),
    ]);
  });

  test('204 for a successful DELETE, without content', async () => {
    const { call } = await api();
    const response = await call('DELETE', '/user/6');
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(await seen(await call('GET', '/user/6'))).toEqual(refused(404, /not found/));
  });

  test.each(['{', '[]', '', 'null', '"text"'])('400 for a body that is %j', async (body) => {
    const { call } = await api();
    expect(await seen(await call('POST', '/user', { body }))).toEqual(refused(400, /JSON/));
  });

  test.each(['GET', 'POST', 'PUT', 'DELETE'])(
    'SV-S1 400 for %s without the JSON content type',
    async (method) => {
      const { call } = await api();
      const headers = { 'Content-Type': 'text/plain' };
      expect(await seen(await call(method, '/user/5', { headers }))).toEqual(
        refused(400, /Content-Type/),
      );
    },
  );

  test.each([
    ['no header', ''],
    ['another scheme', 'Bearer x'],
    ['no base64', 'Basic ???'],
    ['a line that is broken, as MIME breaks it', 'Basic QWxh ZGRpbjpvcGVuIHNlc2FtZQ=='],
    ['a pair without a colon', 'Basic QWxhZGRpbg=='],
    ['the document’s sample pair', 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='],
  ])('401 for %s', async (_, authorization) => {
    const { call } = await api();
    const headers = { Authorization: authorization };
    expect(await seen(await call('GET', '/user', { headers }))).toEqual(refused(401, /./));
  });

  test('401 for a key that is right but for one character, and for the two mixed up', async () => {
    const { sandbox, call } = await api();
    const { identifier, secretKey } = sandbox.keys.secureVideo;
    for (const pair of [
      `${identifier}:${secretKey}x`,
      `${identifier}x:${secretKey}`,
      `${secretKey}:${identifier}`,
    ]) {
      const headers = { Authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
      expect((await call('GET', '/user', { headers })).status).toBe(401);
    }
  });

  test('403: GET /User/2112, which exists but is not one of your users', async () => {
    const { call } = await api();
    expect(await seen(await call('GET', '/User/2112'))).toEqual(refused(403, /not one of your/));
  });

  test('403: deleting an Administrator', async () => {
    const { call } = await api();
    expect(await seen(await call('DELETE', '/User/7'))).toEqual(refused(403, /Administrator/));
  });

  test('404: GET /User/2112, which does not exist', async () => {
    const { call, tell } = await api();
    await tell('forgetForeignUsers');
    expect(await seen(await call('GET', '/User/2112'))).toEqual(refused(404, /User not found/));
  });

  test('404 for a resource that is none', async () => {
    const { call } = await api();
    for (const path of ['/film', '/user/5/name', '/constructor', '/user/../film', '/toString/1'])
      expect((await call('GET', path)).status).toBe(404);
  });

  test('405: DELETE /Usage, and what would be allowed', async () => {
    const { call } = await api();
    const response = await call('DELETE', '/Usage');
    expect(response.headers.get('allow')).toBe('GET');
    expect(await seen(response)).toEqual(refused(405, /DELETE/));
  });

  test('412 from an address that is not listed; 0.0.0.0 allows any', async () => {
    const { call, tell } = await api();
    expect((await call('GET', '/user')).status).toBe(200);
    await tell('setCallerAddress', { address: '198.51.100.4' });
    await tell('setAllowedAddresses', { addresses: ['203.0.113.7', '203.0.113.8'] });
    expect(await seen(await call('GET', '/user'))).toEqual(refused(412, /whitelisted/));
    await tell('setCallerAddress', { address: '203.0.113.8' });
    expect((await call('GET', '/user')).status).toBe(200);
    await tell('setCallerAddress', { address: '198.51.100.4' });
    await tell('setAllowedAddresses', { addresses: ['0.0.0.0'] });
    expect((await call('GET', '/user')).status).toBe(200);
  });

  test('429 beyond the quota of the hour, without Retry-After; the next hour begins anew', async () => {
    const { sandbox, call, tell } = await api();
    expect(await tell('setQuota', { perHour: 2 })).toEqual({ perHour: 2, used: 0 });
    expect((await call('GET', '/user')).status).toBe(200);
    expect((await call('GET', '/film')).status).toBe(404);
    const response = await call('GET', '/user');
    expect(response.headers.get('retry-after')).toBeNull();
    expect(await seen(response)).toEqual(refused(429, /quota/));
    sandbox.advance(3_599_999);
    expect((await call('GET', '/user')).status).toBe(429);
    sandbox.advance(1);
    expect((await call('GET', '/user')).status).toBe(200);
  });

  test('429: the sandbox’s clock counts, and refused keys do not', async () => {
    const { sandbox, call, tell } = await api();
    await tell('setQuota', { perHour: 1 });
    expect((await call('GET', '/user', { headers: { Authorization: '' } })).status).toBe(401);
    expect((await call('GET', '/user')).status).toBe(200);
    expect((await call('GET', '/user')).status).toBe(429);
    await sandbox.setClock(3_600_000);
    expect((await call('GET', '/user')).status).toBe(200);
  });

  test('SV-E1 a quota above the system’s maximum is reduced to it', async () => {
    const { tell } = await api();
    expect(await tell('setQuota', { perHour: 250_000 })).toEqual({ perHour: 100_000, used: 0 });
  });

  test('501 for a method that is planned', async () => {
    const { call } = await api();
    expect(await seen(await call('GET', '/login/5'))).toEqual(refused(501, /not implemented/));
  });

  test.each([400, 401, 403, 404, 405, 412, 429, 500, 501])(
    'SV-E1 %i on demand, for as many calls as told',
    async (status) => {
      const { call, tell } = await api();
      await tell('failNext', { status, text: 'Because', times: 2 });
      for (const _ of [1, 2])
        expect(await seen(await call('GET', '/user'))).toEqual([status, { Message: 'Because' }]);
      expect((await call('GET', '/user')).status).toBe(200);
    },
  );

  test.each([
    ['html', 'text/html; charset=utf-8', /^<!doctype html>/],
    ['empty', null, /^$/],
  ])('SV-E1 an error whose body is %s', async (body, type, text) => {
    const { call, tell } = await api();
    await tell('failNext', { status: 500, body });
    const response = await call('GET', '/user');
    expect([response.status, response.headers.get('content-type')]).toEqual([500, type]);
    expect(await response.text()).toMatch(text);
  });

  test('GET / is HTML, as the document warns', async () => {
    const { sandbox } = await api();
    const response = await fetch(`${sandbox.addresses.secureVideo}/`);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await response.text()).toContain('<!doctype html>');
  });
});

describe('users', () => {
  test('are listed without those of other companies, under either spelling of the path', async () => {
    const { call } = await api();
    const list: { SystemUserId: string }[] = await (await call('GET', '/USER')).json();
    expect(list.map((user) => user.SystemUserId)).toEqual(['5', '6', '7']);
    expect(await (await call('GET', '/user')).json()).toEqual(list);
  });

  test('SV-S9 are found by your own system’s id', async () => {
    const { call } = await api();
    const found = await call('GET', '/user/0?externalId=ehr-6');
    expect(await found.json()).toMatchObject({ SystemUserId: '6', ExternalId: 'ehr-6' });
    expect((await call('GET', '/user/0?externalId=nobody')).status).toBe(404);
    expect((await call('GET', '/user/0')).status).toBe(404);
  });

  test('are updated by PUT: what is not sent stays', async () => {
    const { call } = await api();
    const response = await call('PUT', '/user/6', {
      body: { FullName: 'Ben Two', NewPassword: 'x' },
    });
    expect(await seen(response)).toEqual([
      200,
      expect.objectContaining({
        FullName: 'Ben Two',
        EmailAddress: 'ben@clinic.example',
        NewPassword: null,
      }),
    ]);
  });

  test.each([
    ['a member that is missing', { ...NEW_USER, FullName: ' ' }, /FullName is required/],
    ['a member that is no text', { ...NEW_USER, SmsNumber: 7 }, /SmsNumber/],
    ['an external id that is taken', { ...NEW_USER, ExternalId: 'ehr-5' }, /ExternalId/],
  ])('400 for %s', async (_, body, text) => {
    const { call } = await api();
    expect(await seen(await call('POST', '/user', { body }))).toEqual(refused(400, text));
  });

  test('are a thousand at most: the oldest are forgotten', async () => {
    const { call } = await api();
    for (let n = 0; n < 1000; n += 1)
      await (await call('POST', '/user', { body: NEW_USER })).json();
    const list: unknown[] = await (await call('GET', '/user')).json();
    expect(list).toHaveLength(1000);
    expect((await call('GET', '/user/5')).status).toBe(404);
  });
});

describe('sessions', () => {
  test('are those of the future, of today and of the last day', async () => {
    const { sandbox, call } = await api();
    const count = async (path = '/session'): Promise<number> =>
      (await (await call('GET', path)).json()).length;
    expect(await count()).toBe(3);
    expect(await count('/session/5')).toBe(2);
    expect(await count('/session/0?externalId=ehr-6')).toBe(1);
    expect(await count('/session?participantEmail=vera@home.example')).toBe(1);
    expect(await count('/session/6?participantEmail=vera@home.example')).toBe(0);
    sandbox.advance(25 * 3_600_000 - 1);
    expect(await count()).toBe(3);
    sandbox.advance(1);
    expect(await count()).toBe(2);
  });

  test('are made for a user, who takes part; each participant gets a code of nine digits', async () => {
    const { call } = await api();
    const response = await call('POST', '/session/5', { body: NEW_SESSION });
    expect(await seen(response)).toEqual([
      201,
      {
        SessionId: expect.any(Number),
        ScheduleTs: '2026-04-16T15:00:00',
        BillableTs: null,
        BillableStatusCd: null,
        UserId: 5,
        IsRecorded: false,
        Participants: [
          expect.objectContaining({ ParticipantFullName: 'Dr. Ada Example', SecureVideoUserId: 5 }),
          {
            ParticipationId: expect.any(Number),
            ParticipantFullName: 'Trevor',
            SecureVideoUserId: null,
            ParticipantEmailAddress: 'trevor@home.example',
            ParticipantSmsNumber: '',
            ParticipantDefaultResolution: 'default',
            ParticipantTimeZoneWindowsId: '',
            ConnectCode: expect.toSatisfy((code) => /^[1-9]\d{8}$/.test(String(code))),
            ShouldAutoDeliverCode: 'E',
            ConnectionTs: null,
            ExpiresTs: null,
            RSVP: 'Unknown',
          },
        ],
      },
    ]);
  });

  test('are moved by PUT and cancelled by DELETE', async () => {
    const { call } = await api();
    const { SessionId } = await (await call('POST', '/session/5', { body: NEW_SESSION })).json();
    const path = `/session/${SessionId}`;
    const moved = await call('PUT', path, { body: { ScheduleTs: '2027-02-04T22:00:00' } });
    expect(await moved.json()).toMatchObject({ SessionId, ScheduleTs: '2027-02-04T22:00:00' });
    expect((await call('DELETE', path)).status).toBe(204);
    expect(await seen(await call('DELETE', path))).toEqual(refused(404, /Session not found/));
  });

  test.each([
    ['no time', { ...NEW_SESSION, ScheduleTs: 'soon' }, /ScheduleTs/],
    ['a day that is none', { ...NEW_SESSION, ScheduleTs: '2026-99-99T15:00:00' }, /ScheduleTs/],
    ['nobody', { ...NEW_SESSION, Participants: [] }, /participant/],
    ['somebody without a name', { ...NEW_SESSION, Participants: [{}] }, /FullName/],
    ['a crowd', { ...NEW_SESSION, Participants: Array.from({ length: 51 }, () => ({})) }, /many/],
  ])('400 for %s', async (_, body, text) => {
    const { call } = await api();
    expect(await seen(await call('POST', '/session/5', { body }))).toEqual(refused(400, text));
  });

  test('400 when moved to a time that is none', async () => {
    const { call } = await api();
    const { SessionId } = await (await call('POST', '/session/5', { body: NEW_SESSION })).json();
    const response = await call('PUT', `/session/${SessionId}`, { body: {} });
    expect(await seen(response)).toEqual(refused(400, /ScheduleTs/));
  });

  test('are counted by month in /Usage', async () => {
    const { call } = await api();
    const month = async (text: string): Promise<unknown[]> =>
      (await call('GET', `/Usage?month=${text}`)).json();
    expect(await month('2026-01-01')).toHaveLength(3);
    expect(await month('2014-01-01')).toEqual([]);
    expect(await seen(await call('GET', '/Usage'))).toEqual(refused(400, /month/));
  });
});

describe('SV-E2 calls of pages', () => {
  async function fromPage() {
    const { sandbox, tell } = await api();
    const { identifier } = sandbox.keys.secureVideo;
    const call = (method: string, path: string, headers = {}) =>
      fetch(sandbox.addresses.secureVideo + path, {
        method,
        headers: { ...JSON_TYPE, Origin: 'http://localhost:5173', ...headers },
      });
    return { sandbox, call, identifier, tell };
  }

  test('read with the identifier in the query, and see nothing that lets somebody in', async () => {
    const { call, identifier } = await fromPage();
    const response = await call('GET', `/session/5?apiKey=${identifier}`);
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text).toContain('"ParticipantFullName":"Trevor"');
    expect(text).not.toMatch(/ConnectCode|Passkey|Email|Sms/);
    const users = await (await call('GET', `/user?apiKey=${identifier}`)).text();
    expect(users).not.toMatch(/Email|Sms|HelpNumber/);
  });

  test.each([
    ['another identifier', '?apiKey=sandbox_id_other'],
    ['no identifier', ''],
    ['another name', '?key=IDENTIFIER'],
  ])('are refused with %s', async (_, query) => {
    const { call, identifier } = await fromPage();
    const response = await call('GET', `/session${query.replace('IDENTIFIER', identifier)}`);
    expect(response.status).toBe(401);
  });

  test('may write nothing', async () => {
    const { call, identifier } = await fromPage();
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect((await call(method, `/user/5?apiKey=${identifier}`)).status).toBe(401);
  });

  test('use another name for the parameter where told', async () => {
    const { call, identifier, tell } = await fromPage();
    await tell('setIdentifierParameter', { name: 'ApiIdentifier' });
    expect((await call('GET', `/session?ApiIdentifier=${identifier}`)).status).toBe(200);
    expect((await call('GET', `/session?apiKey=${identifier}`)).status).toBe(401);
  });

  test.each([
    ['as it is', (secret: string) => secret],
    ['percent-encoded', (secret: string) => secret.replaceAll('_', '%5F')],
    ['in base64', (secret: string) => Buffer.from(secret).toString('base64url')],
    [
      'in base64 behind the identifier',
      (secret: string) => Buffer.from(`sandbox_id:${secret}`).toString('base64url'),
    ],
  ])('the secret in a query string, %s, is an alarm', async (_, write) => {
    const { sandbox, tell } = await fromPage();
    const query = `?apiKey=${write(sandbox.keys.secureVideo.secretKey)}`;
    const response = await fetch(`${sandbox.addresses.secureVideo}/session${query}`, {
      headers: { ...JSON_TYPE, Authorization: basic(sandbox) },
    });
    expect(await seen(response)).toEqual(refused(403, /^ALARM/));
    expect(await tell('alarms')).toEqual({
      alarms: [{ kind: 'secret_in_query', atMs: sandbox.at(), method: 'GET' }],
    });
    expect((await sandbox.journal()).entries.at(-1)).toMatchObject({
      credential: 'query',
      verdict: 'wrong',
      status: 403,
    });
  });

  test.each([
    ['an Origin', { Origin: 'http://localhost:5173' }],
    ['Sec-Fetch-Site', { 'Sec-Fetch-Site': 'cross-site' }],
  ])('the secret from a page, known by %s, is an alarm', async (_, headers) => {
    const { sandbox, tell } = await fromPage();
    const response = await fetch(`${sandbox.addresses.secureVideo}/session`, {
      headers: { ...JSON_TYPE, Authorization: basic(sandbox), ...headers },
    });
    expect(await seen(response)).toEqual(refused(403, /^ALARM/));
    expect(await tell('alarms')).toMatchObject({ alarms: [{ kind: 'secret_in_page' }] });
  });

  test('no alarm for a server that does as it should, nor for a page that has the identifier', async () => {
    const { sandbox, call, identifier, tell } = await fromPage();
    await call('GET', `/session?apiKey=${identifier}`);
    await fetch(`${sandbox.addresses.secureVideo}/user`, {
      headers: { ...JSON_TYPE, Authorization: basic(sandbox) },
    });
    expect(await tell('alarms')).toEqual({ alarms: [] });
  });
});

describe('commands', () => {
  test.each([
    ['setQuota', { perHour: 0 }],
    ['setQuota', { perHour: 1.5 }],
    ['setAllowedAddresses', { addresses: '0.0.0.0' }],
    ['setCallerAddress', {}],
    ['restoreAddress', {}],
    ['failNext', { status: 200 }],
    ['failNext', { status: 500, body: 'xml' }],
    ['failNext', { status: 500, text: 7 }],
    ['failNext', { status: 500, times: 0 }],
    ['expireLogin', { guid: 'none' }],
    ['setPasskeys', { enabled: 'yes' }],
    ['setIdentifierParameter', { name: 'a b' }],
  ])('%s refuses %j', async (command, details) => {
    const { tell } = await api();
    await expect(tell(command, details)).rejects.toMatchObject({ code: 'invalid_option' });
  });

  test('no secret is in the journal, and the leak watch knows the secret key', async () => {
    const { sandbox, call } = await api();
    const { secretKey } = sandbox.keys.secureVideo;
    await call('GET', '/user');
    expect(JSON.stringify(await sandbox.journal())).not.toContain(secretKey);
    await fetch(`${sandbox.addresses.foreign}/?x=${secretKey}`);
    expect(await sandbox.leaks()).toMatchObject([{ canary: 'secureVideo.secretKey' }]);
  });
});
