import { describe, expect, it } from 'vitest';
import { createSecureVideoClient } from '../../src/secure-video/index.ts';
import { codeThrown } from '../api/api-support.ts';
import { APP } from '../support.ts';
import {
  KEYS,
  LOGIN,
  rejection,
  scriptedSecureVideo,
  secureVideoWorld,
} from './secure-video-world.ts';

/** The example of "API - Login". */
const GUID = 'e1579430ba1471ba8d4c0b2b6e8ba8d6';
const RETURN = 'https://www.mywebsite.com/HandleSecureVideoLoginExpiration';
const PRINTED = {
  LoginGuid: GUID,
  RedirectToUriOnExpiry: RETURN,
  LoginUri: `https://hub.securevideo.com/Account/AutoLogin/auto=${GUID}`,
};
const PRINTED_LOGIN = { returnUrls: ['https://www.mywebsite.com/'], defaultReturnUrl: RETURN };

describe('SV-S8 a login', () => {
  it.each([
    ['5', '/login/5'],
    [{ externalId: 'XXXXX' }, '/login/0?externalId=XXXXX'],
  ])('for %j is ordered by POST %s with the printed body', async (user, path) => {
    const { client, sent } = scriptedSecureVideo(() => Response.json(PRINTED, { status: 201 }), {
      login: PRINTED_LOGIN,
    });
    const login = await client.loginUri(user);
    expect(sent).toMatchObject([{ method: 'POST', path, body: { RedirectToUriOnExpiry: RETURN } }]);
    expect(login.guid.reveal()).toBe(GUID);
    expect(login.uri.reveal()).toBe(PRINTED.LoginUri);
    expect(login.returnUrl).toBe(RETURN);
    expect(JSON.stringify(login)).not.toContain(GUID);
  });

  it('takes the longer GUIDs of older answers', async () => {
    const LoginGuid = GUID.repeat(2);
    const LoginUri = `https://hub.securevideo.com/Account/Login?auto=${LoginGuid}`;
    const { client } = scriptedSecureVideo(
      () => Response.json({ ...PRINTED, LoginGuid, LoginUri }),
      {
        login: PRINTED_LOGIN,
      },
    );
    expect((await client.loginUri('5')).uri.reveal()).toBe(LoginUri);
  });

  it('signs one browser in once, and is cancelled by its GUID', async () => {
    const { client, sent } = await secureVideoWorld();
    const visit = (login: { uri: { reveal(): string } }) =>
      fetch(login.uri.reveal(), { redirect: 'manual' });
    const login = await client.loginUri('5');
    expect((await visit(login)).headers.get('location')).toBe('/Account/Dashboard');
    expect((await visit(login)).headers.get('location')).toBe(LOGIN.defaultReturnUrl);
    const other = await client.loginUri('5', { returnUrl: `${APP}/room/7?x=1` });
    await client.cancelLogin(other.guid);
    expect((await visit(other)).headers.get('location')).toBe(`${APP}/room/7?x=1`);
    expect(sent.at(-1)).toMatchObject({ method: 'DELETE', path: `/login/${other.guid.reveal()}` });
  });

  it('is cancelled below another resource where told', async () => {
    const { client, sent } = scriptedSecureVideo(() => new Response(null, { status: 204 }), {
      login: { ...LOGIN, cancelResource: 'session' },
    });
    await client.cancelLogin(GUID);
    expect(sent).toMatchObject([{ method: 'DELETE', path: `/session/${GUID}` }]);
    // @ts-expect-error JavaScript callers may give any.
    const login: typeof LOGIN = { ...LOGIN, cancelResource: 'user' };
    expect(codeThrown(() => createSecureVideoClient({ ...KEYS, login }))).toBe('config');
  });

  it('has its GUID in no event and no error', async () => {
    const { client, calls } = await secureVideoWorld();
    const error = await rejection(client.cancelLogin('0'.repeat(32)));
    expect(error).toMatchObject({ code: 'vendor_not_found' });
    expect(`${String(error)}${JSON.stringify(calls)}`).not.toContain('0'.repeat(32));
    expect(calls).toMatchObject([{ path: '/login/{}' }]);
  });

  it.each(['', 'none', `${GUID}/..`, `${GUID}?x`])(
    'is not cancelled by the GUID %j',
    async (guid) => {
      const { client, sent } = scriptedSecureVideo(() => new Response(null, { status: 204 }));
      await rejection(client.cancelLogin(guid));
      expect(sent).toEqual([]);
    },
  );

  it.each([
    ['no GUID', { LoginGuid: undefined }],
    ['an odd GUID', { LoginGuid: '../user/5' }],
    ['no URI', { LoginUri: undefined }],
    ['a URI elsewhere', { LoginUri: `https://hub.securevideo.com.evil.example/?auto=${GUID}` }],
    ['a URI of another scheme', { LoginUri: `javascript:alert(1)//hub.securevideo.com/` }],
    ['a URI with a user', { LoginUri: `https://hub.securevideo.com@evil.example/` }],
    ['another return', { RedirectToUriOnExpiry: 'https://evil.example/' }],
  ])('whose answer has %s is refused', async (_what, wrong) => {
    const { client } = scriptedSecureVideo(() => Response.json({ ...PRINTED, ...wrong }), {
      login: PRINTED_LOGIN,
    });
    const error = await rejection(client.loginUri('5'));
    expect(error).toMatchObject({ code: 'vendor_response' });
    expect(String(error)).not.toContain(GUID);
  });

  it('is not repeated: a second could be open', async () => {
    const { client, sent } = scriptedSecureVideo(() => new Response(null, { status: 503 }));
    await rejection(client.loginUri('5'));
    expect(sent).toHaveLength(1);
  });

  it('needs to know where it may return to', async () => {
    const { client } = scriptedSecureVideo(() => Response.json(PRINTED));
    const without = createSecureVideoClient(KEYS);
    expect(await rejection(without.loginUri('5'))).toMatchObject({ code: 'config' });
    expect(await rejection(client.loginUri('0'))).toMatchObject({ code: 'invalid_value' });
  });

  it.each([
    { returnUrls: ['https://app.example/'], defaultReturnUrl: 'https://other.example/' },
    { returnUrls: ['https://app.example/a/'], defaultReturnUrl: 'https://app.example/b' },
    { returnUrls: ['http://app.example/'], defaultReturnUrl: 'http://app.example/' },
    { returnUrls: ['*'], defaultReturnUrl: 'https://app.example/' },
  ])('A43 returns nowhere that is not configured: %j', (login) => {
    expect(codeThrown(() => createSecureVideoClient({ ...KEYS, login }))).toBe('config');
  });
});

describe('A43 a return URL that comes from a request', () => {
  const returnedTo = async (returnUrl: string): Promise<unknown> => {
    const { client, sent } = scriptedSecureVideo(() => Response.json({}));
    await rejection(client.loginUri('5', { returnUrl }));
    return sent[0]?.body;
  };

  it.each([
    '',
    '/relative',
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    '/\n/evil.example/',
    '/..//evil.example/',
    'https:evil.example',
    'https:/evil.example/',
    'https://evil.example/',
    'https://app.example.evil.example/',
    'https://app.example@evil.example/',
    'https://evil.example\\@app.example/',
    'https://user:pass@app.example/',
    'https://app.example:8443/',
    'http://app.example/',
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'HTTPS://APP.EXAMPLE/',
    'https://app.example/%2f%2fevil.example/',
    'https://app.example/..%2f..%2fevil',
    'https://app.example/a/%2e%2e/b',
    'https://app.example/a/../b',
    'https://app.example//evil.example/',
    'https://app.example/\r\nSet-Cookie: a=b',
    'https://app.example\u3002evil.example/',
    'https://app\uff0eexample/',
    'https://аpp.example/',
    ' https://app.example/',
    `https://app.example/${'a'.repeat(5000)}`,
  ])('%j is replaced by the default', async (url) => {
    expect(await returnedTo(url)).toEqual({ RedirectToUriOnExpiry: LOGIN.defaultReturnUrl });
  });

  it.each(['https://app.example/', 'https://app.example/room/7?next=%2Fa#top'])(
    '%j is taken (control)',
    async (url) => {
      expect(await returnedTo(url)).toEqual({ RedirectToUriOnExpiry: url });
    },
  );
});
