import { describe, expect, test } from 'vitest';
import { sandboxUnderTest } from '../sandbox-under-test.ts';

const RETURN = 'https://www.mywebsite.example/HandleSecureVideoLoginExpiration';
const MINUTE = 60_000;

async function hub() {
  const sandbox = await sandboxUnderTest();
  const { secureVideo } = sandbox.keys;
  const pair = Buffer.from(`${secureVideo.identifier}:${secureVideo.secretKey}`).toString('base64');
  const call = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(sandbox.addresses.secureVideo + path, {
      method,
      headers: { 'Content-Type': 'application/json', Authorization: `Basic ${pair}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const tell = (command: string, details = {}) => sandbox.tell('secureVideo', command, details);
  const visit = (url: string, { cookie = '', method = 'GET' } = {}) =>
    fetch(new URL(url, sandbox.addresses.secureVideo), {
      method,
      headers: { cookie },
      redirect: 'manual',
    });
  return { sandbox, call, tell, visit };
}

/** Where an answer leads, or what its page is told to show. */
async function sight(response: Response): Promise<unknown> {
  const text = await response.text();
  const location = response.headers.get('location');
  if (location !== null) return location;
  return JSON.parse(
    /<script type="application\/json" id="data">(.*?)<\/script>/.exec(text)?.[1] ?? '',
  );
}

const cookieOf = (response: Response): string =>
  response.headers.get('set-cookie')?.split(';')[0] ?? '';

describe('SV-E3 a login', () => {
  async function login(path = '/login/5') {
    const world = await hub();
    const response = await world.call('POST', path, { RedirectToUriOnExpiry: RETURN });
    const body: { LoginGuid: string; LoginUri: string } = await response.json();
    return { ...world, response, body };
  }

  async function signedIn() {
    const world = await login();
    const response = await world.visit(world.body.LoginUri);
    return { ...world, cookie: cookieOf(response), response };
  }

  test.each(['/login/5', '/login/0?externalId=ehr-5', '/Login/5'])(
    'is ordered by POST %s, and answered as printed',
    async (path) => {
      const { sandbox, response, body } = await login(path);
      expect(response.status).toBe(201);
      expect(body).toEqual({
        LoginGuid: expect.stringMatching(/^[\da-f]{32}$/),
        RedirectToUriOnExpiry: RETURN,
        LoginUri: `${sandbox.addresses.secureVideo}/Account/AutoLogin/auto=${body.LoginGuid}`,
      });
    },
  );

  test.each([
    ['/login/99', RETURN, 404],
    ['/login/2112', RETURN, 403],
    ['/login/0?externalId=nobody', RETURN, 404],
    ['/login/5', '/relative', 400],
    ['/login/5', 'javascript:alert(1)', 400],
    ['/login/5', undefined, 400],
  ])('%s back to %s is %i', async (path, back, status) => {
    const { call } = await hub();
    expect((await call('POST', path, { RedirectToUriOnExpiry: back })).status).toBe(status);
  });

  test('signs one browser in, once; to another the login is over', async () => {
    const { response, cookie, body, visit } = await signedIn();
    expect(response.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Lax$/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await sight(response)).toBe('/Account/Dashboard');
    expect(await sight(await visit('/Account/Dashboard', { cookie }))).toMatchObject({
      kind: 'dashboard',
      who: 'Dr. Ada Example',
      sessions: [{ people: [{ name: 'Dr. Ada Example', isHere: false }, {}, {}] }, {}],
    });
    expect(await sight(await visit(body.LoginUri))).toBe(RETURN);
  });

  test('signing out leads back to the application', async () => {
    const { cookie, visit } = await signedIn();
    const out = await visit('/Account/LogOff', { cookie, method: 'POST' });
    expect(out.headers.get('set-cookie')).toMatch(/=;/);
    expect(await sight(out)).toBe(RETURN);
    expect(await sight(await visit('/Account/Dashboard', { cookie }))).toBe(RETURN);
  });

  test('a browser that is idle is led back, one that is not stays', async () => {
    const { cookie, visit, sandbox } = await signedIn();
    sandbox.advance(19 * MINUTE);
    expect((await visit('/Account/Dashboard', { cookie })).status).toBe(200);
    sandbox.advance(19 * MINUTE);
    expect((await visit('/Account/Dashboard', { cookie })).status).toBe(200);
    sandbox.advance(20 * MINUTE);
    expect(await sight(await visit('/Account/Dashboard', { cookie }))).toBe(RETURN);
  });

  test('that nobody uses within five minutes is over', async () => {
    const { body, visit, sandbox } = await login();
    sandbox.advance(5 * MINUTE);
    expect(await sight(await visit(body.LoginUri))).toBe(RETURN);
  });

  test('is cancelled by DELETE with its GUID, used or not', async () => {
    const { cookie, call, body, visit } = await signedIn();
    const cancelled = await call('DELETE', `/login/${body.LoginGuid}`);
    expect([cancelled.status, await cancelled.text()]).toEqual([204, '']);
    expect(await sight(await visit('/Account/Dashboard', { cookie }))).toBe(RETURN);
    expect((await call('DELETE', `/login/${'0'.repeat(32)}`)).status).toBe(404);
    const other = await login();
    await other.call('DELETE', `/login/${other.body.LoginGuid}`);
    expect(await sight(await other.visit(other.body.LoginUri))).toBe(RETURN);
  });

  test('ends on command: one by its GUID, or all', async () => {
    const one = await signedIn();
    await one.tell('expireLogin', { guid: one.body.LoginGuid });
    expect(await sight(await one.visit('/Account/Dashboard', one))).toBe(RETURN);
    const two = await signedIn();
    await two.tell('expireLogin');
    expect(await sight(await two.visit('/Account/Dashboard', two))).toBe(RETURN);
  });

  test('a GUID that is none, and a browser without a cookie, get a page', async () => {
    const { visit } = await hub();
    expect((await visit('/Account/AutoLogin/auto=none')).status).toBe(404);
    expect((await visit('/Account/Dashboard')).status).toBe(401);
    expect((await visit('/Account/LogOff', { method: 'POST' })).status).toBe(401);
    expect((await visit('/Account/Other')).status).toBe(404);
  });

  test('leaves no code and no GUID in the journal', async () => {
    const { call, body, visit, sandbox } = await signedIn();
    await visit('/pass/join/111222333?passkey=4cfbab43-93bf-4af2-ad66-f539133d0d41');
    await call('DELETE', `/Login/${body.LoginGuid}`);
    const paths = (await sandbox.journal()).entries.map(({ path }) => path);
    expect(paths).toEqual(['/login/5', '/Account/AutoLogin/auto={}', '/pass/join/{}', '/Login/{}']);
  });

  test('pages of other sites may not read what a person sees', async () => {
    const { sandbox } = await hub();
    const response = await fetch(`${sandbox.addresses.secureVideo}/Account/Dashboard`, {
      headers: { Origin: 'http://localhost:5173' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  });
});

describe('SV-E3 joining by a code', () => {
  async function invited(passkeys = false) {
    const world = await hub();
    await world.tell('setPasskeys', { enabled: passkeys });
    const response = await world.call('POST', '/session/5', {
      ScheduleTs: '2026-01-01T15:00:00',
      Participants: [{ ParticipantFullName: '</script><b>Trevor' }],
    });
    const session = await response.json();
    const guest: { ConnectCode: number; Passkey?: string } = session.Participants[1];
    return { ...world, session, guest };
  }

  test('the waiting room says who came, and the host sees it', async () => {
    const { visit, guest, call } = await invited();
    const response = await visit(`/Pass/Join/${guest.ConnectCode}`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await sight(response)).toEqual({
      kind: 'joined',
      who: '</script><b>Trevor',
      atMs: Date.UTC(2026, 0, 1, 15),
      people: [
        { name: 'Dr. Ada Example', isHere: false },
        { name: '</script><b>Trevor', isHere: true },
      ],
      isLaunched: false,
    });
    const sessions = await (await call('GET', '/session/5')).json();
    expect(sessions.at(-1).Participants[1].ConnectionTs).toBe('2026-01-01T12:00:00');
  });

  test('launch=1 begins the call by itself', async () => {
    const { visit, guest } = await invited();
    expect(await sight(await visit(`/pass/join/${guest.ConnectCode}?launch=1`))).toMatchObject({
      isLaunched: true,
    });
  });

  test('a code is good as long as its session is active', async () => {
    const { visit, guest, sandbox } = await invited();
    sandbox.advance(27 * 60 * MINUTE - 1);
    expect((await visit(`/Pass/Join/${guest.ConnectCode}`)).status).toBe(200);
    sandbox.advance(1);
    expect((await visit(`/Pass/Join/${guest.ConnectCode}`)).status).toBe(404);
  });

  test('where passkeys are enabled a code needs its own', async () => {
    const { visit, guest } = await invited(true);
    expect(guest.Passkey).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/);
    const path = `/Pass/Join/${guest.ConnectCode}`;
    expect((await visit(path)).status).toBe(404);
    expect((await visit(`${path}?passkey=4cfbab43-93bf-4af2-ad66-f539133d0d41`)).status).toBe(404);
    expect((await visit(`${path}?passkey=${guest.Passkey}&launch=1`)).status).toBe(200);
  });

  test('twenty wrong codes block an address until support restores it, and no other', async () => {
    const { visit, guest, tell } = await invited();
    await tell('setCallerAddress', { address: '198.51.100.4' });
    const right = `/Pass/Join/${guest.ConnectCode}`;
    for (let n = 0; n < 19; n += 1)
      expect((await visit(`/Pass/Join/${n === 0 ? 'words' : '100000000'}`)).status).toBe(404);
    expect((await visit(right)).status).toBe(200);
    expect((await visit('/Pass/Join/100000000')).status).toBe(404);
    expect((await visit(right)).status).toBe(403);
    await tell('setCallerAddress', { address: '198.51.100.5' });
    expect((await visit(right)).status).toBe(200);
    await tell('setCallerAddress', { address: '198.51.100.4' });
    await tell('restoreAddress', { address: '198.51.100.4' });
    expect((await visit(right)).status).toBe(200);
  });

  test('sessions from the start have codes of their own', async () => {
    const { call } = await hub();
    const sessions: { Participants: { ConnectCode: number }[] }[] = await (
      await call('GET', '/session')
    ).json();
    const codes = sessions.flatMap(({ Participants }) =>
      Participants.map((one) => one.ConnectCode),
    );
    expect(codes).toHaveLength(7);
    expect(new Set(codes).size).toBe(7);
  });
});
