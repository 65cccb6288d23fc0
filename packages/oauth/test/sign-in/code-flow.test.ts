import { expect, test } from 'vitest';
import { FakeBrowser } from '../support/fake-browser.ts';
import { APP, Person, realServer, realTab, signIn } from '../support/real-server.ts';

const server = realServer();

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'none',
    (error: unknown) => Reflect.get(Object(error), 'code'),
  );

test('52: discovery, S256, state, nonce, iss, code, tokens: the whole flow', async () => {
  const first = realTab(server);
  await first.oauth.signIn.redirect({ returnTo: '/films?page=2#top' });
  const asked = new URL(first.tab.wentTo ?? '');
  // The request was pushed, because the server takes that.
  expect([...asked.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
  first.tab.href = await new Person().comeBack(asked.href);
  const { oauth } = realTab(server, {}, first.tab);
  expect(await oauth.callback()).toEqual({ status: 'signed-in', returnTo: '/films?page=2#top' });
  expect(first.tab.href).toBe(`${APP}/callback`);
  expect(oauth.session.get()).toMatchObject({ status: 'signed-in', subject: 'ada' });
  const { token, expiresIn } = await oauth.token();
  expect(expiresIn).toBeGreaterThan(595);
  const videos = await fetch(server.api, { headers: { Authorization: `Bearer ${token}` } });
  expect(videos.status).toBe(200);
});

test('52: refresh, then revocation: both tokens are dead at the server', async () => {
  const { oauth } = await signIn(server, realTab(server));
  const before = await oauth.token();
  const after = await oauth.token({ fresh: true });
  expect(after.token).not.toBe(before.token);
  await oauth.signOut();
  const dead = await fetch(server.api, { headers: { Authorization: `Bearer ${after.token}` } });
  expect(dead.status).toBe(401);
  expect(await codeOf(oauth.token())).toBe('signed_out');
});

test('52: prompt=none without a session at the server answers login_required', async () => {
  const { tab, oauth } = realTab(server);
  await oauth.signIn.redirect({ prompt: 'none' });
  tab.href = await new Person().comeBack(tab.wentTo ?? '');
  expect(await codeOf(oauth.callback())).toBe('login_required');
  expect(oauth.session.get()).toMatchObject({ status: 'signed-out', error: { action: 'sign-in' } });
});

test('52: with one it signs in without a page: a reload goes on through the server’s own session', async () => {
  const person = new Person();
  const first = await signIn(server, realTab(server), { person });
  const reloaded = realTab(server, {}, first.tab);
  await reloaded.oauth.signIn.redirect({ prompt: 'none' });
  reloaded.tab.href = await person.comeBack(reloaded.tab.wentTo ?? '');
  expect(await reloaded.oauth.callback()).toMatchObject({ status: 'signed-in' });
});

test('52, 66: a viewer who cancels is told so by access_denied', async () => {
  const { tab, oauth } = realTab(server);
  await oauth.signIn.redirect();
  tab.href = await new Person().comeBack(tab.wentTo ?? '', 'no');
  const error: unknown = await oauth.callback().catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'access_denied', action: 'deny' });
  expect(String(error)).not.toContain('The person said no');
});

test('53, A65: two sign-ins at once in one tab, answered in the other order, both finish', async () => {
  const { tab, oauth } = realTab(server);
  await oauth.signIn.redirect({ returnTo: '/one' });
  const one = tab.wentTo ?? '';
  await oauth.signIn.redirect({ returnTo: '/two' });
  const two = tab.wentTo ?? '';
  const person = new Person();
  const [backOne, backTwo] = [await person.comeBack(one), await person.comeBack(two)];
  expect(await oauth.callback(backTwo)).toMatchObject({ returnTo: '/two' });
  expect(await oauth.callback(backOne)).toMatchObject({ returnTo: '/one' });
});

test('53, A65: two sign-ins at once in two tabs both finish', async () => {
  const browser = new FakeBrowser();
  const tabs = [1, 2].map(() => realTab(server, {}, browser.open(`${APP}/`)));
  await Promise.all(tabs.map(({ oauth }) => oauth.signIn.redirect()));
  const person = new Person();
  for (const { tab, oauth } of tabs.toReversed())
    expect(await oauth.callback(await person.comeBack(tab.wentTo ?? ''))).toMatchObject({
      status: 'signed-in',
    });
  for (const { oauth } of tabs) expect((await oauth.token()).token.length).toBeGreaterThan(30);
});

test('53, A65: a forged callback does not use up the genuine one', async () => {
  const { tab, oauth } = realTab(server);
  await oauth.signIn.redirect();
  const back = new URL(await new Person().comeBack(tab.wentTo ?? ''));
  const forged = new URL(back);
  forged.searchParams.set('state', 'forged');
  expect(await codeOf(oauth.callback(forged.href))).toBe('state_mismatch');
  expect(await oauth.callback(back.href)).toMatchObject({ status: 'signed-in' });
});

test('53, A65: a callback in another tab answers no sign-in of that tab', async () => {
  const browser = new FakeBrowser();
  const { tab, oauth } = realTab(server, {}, browser.open(`${APP}/`));
  await oauth.signIn.redirect();
  const back = await new Person().comeBack(tab.wentTo ?? '');
  const other = realTab(server, {}, browser.open(back));
  expect(await codeOf(other.oauth.callback())).toBe('state_mismatch');
  expect(await oauth.callback(back)).toMatchObject({ status: 'signed-in' });
});

test('54, 45: the same callback twice at once exchanges one code, with one result', async () => {
  const { tab, oauth } = realTab(server);
  await oauth.signIn.redirect();
  const back = await new Person().comeBack(tab.wentTo ?? '');
  const [one, two] = await Promise.all([oauth.callback(back), oauth.callback(back)]);
  expect(one).toBe(two);
  expect(await oauth.callback(back)).toBe(one);
  expect(await server.asked()).toBe(1);
});

test('54: a tab that is restored at its callback exchanges nothing, and says so', async () => {
  const { tab, oauth } = realTab(server);
  await oauth.signIn.redirect();
  const back = await new Person().comeBack(tab.wentTo ?? '');
  await oauth.callback(back);
  const restored = realTab(server, {}, tab);
  expect(await codeOf(restored.oauth.callback(back))).toBe('callback_replayed');
  expect(await server.asked()).toBe(1);
});

test('54: where the session outlives the page, a restored callback has its result', async () => {
  const kept = { refreshTokenStorage: 'indexeddb' } as const;
  const { tab, oauth } = realTab(server, kept);
  await oauth.signIn.redirect({ returnTo: '/films' });
  const back = await new Person().comeBack(tab.wentTo ?? '');
  await oauth.callback(back);
  const restored = realTab(server, kept, tab);
  expect(await restored.oauth.callback(back)).toEqual({
    status: 'signed-in',
    returnTo: '/films',
  });
  expect(await server.asked()).toBe(1);
});

test('55, A67: a wrong issuer is refused, and nothing is exchanged', async () => {
  const { tab, oauth } = realTab(server);
  await oauth.signIn.redirect();
  const back = new URL(await new Person().comeBack(tab.wentTo ?? ''));
  back.searchParams.set('iss', 'https://evil.example');
  expect(await codeOf(oauth.callback(back.href))).toBe('issuer_mismatch');
  expect(await server.asked()).toBe(0);
});

test('55, A67: a missing one is refused where the server promises it, and taken where it does not', async () => {
  const { tab, oauth } = realTab(server);
  await oauth.signIn.redirect();
  const back = new URL(await new Person().comeBack(tab.wentTo ?? ''));
  back.searchParams.delete('iss');
  expect(await codeOf(oauth.callback(back.href))).toBe('issuer_mismatch');

  const response = await fetch(`${server.issuer}/.well-known/openid-configuration`);
  const { authorization_response_iss_parameter_supported: _, ...metadata } = await response.json();
  const silent = realTab(server, { metadata });
  await silent.oauth.signIn.redirect();
  const bare = new URL(await new Person().comeBack(silent.tab.wentTo ?? ''));
  bare.searchParams.delete('iss');
  expect(await silent.oauth.callback(bare.href)).toMatchObject({ status: 'signed-in' });
  // Present though not promised: it must be right all the same.
  await silent.oauth.signIn.redirect();
  const wrong = new URL(await new Person().comeBack(silent.tab.wentTo ?? ''));
  wrong.searchParams.set('iss', 'https://evil.example');
  expect(await codeOf(silent.oauth.callback(wrong.href))).toBe('issuer_mismatch');
});

test('A66: a code of somebody else, brought with one’s own state, cannot be exchanged', async () => {
  const attacker = realTab(server);
  await attacker.oauth.signIn.redirect();
  const theirs = new URL(await new Person('grace').comeBack(attacker.tab.wentTo ?? ''));
  const { tab, oauth } = realTab(server);
  await oauth.signIn.redirect();
  const back = new URL(await new Person().comeBack(tab.wentTo ?? ''));
  back.searchParams.set('code', theirs.searchParams.get('code') ?? '');
  expect(await codeOf(oauth.callback(back.href))).toBe('invalid_grant');
  expect(oauth.session.get().status).toBe('signed-out');
});

test('A66: a verifier has 43 characters, another one each time, and is gone after use', async () => {
  const { tab, oauth } = realTab(server);
  await oauth.signIn.redirect();
  const [first = ''] = verifiers(tab.session.values);
  expect(first).toMatch(/^[\w-]{43}$/);
  await oauth.callback(await new Person().comeBack(tab.wentTo ?? ''));
  expect(verifiers(tab.session.values)).toEqual([]);
  await oauth.signIn.redirect();
  expect(verifiers(tab.session.values)).not.toContain(first);
});

const verifiers = (values: ReadonlyMap<string, string>): string[] =>
  [...values.values()].flatMap((text) =>
    [...text.matchAll(/"verifier":"([^"]*)"/g)].map(([, verifier = '']) => verifier),
  );

test('63: where the server demands pushed requests, sign-in works as well', async () => {
  await server.sandbox.tell('authorization', 'setPolicy', { par: 'required' });
  const { result } = await signIn(server, realTab(server));
  expect(result?.status).toBe('signed-in');
  expect(await server.asked('/par')).toBe(1);
});

test('63, A66: where it takes none, the request stands in the address, with S256 and no verifier', async () => {
  await server.sandbox.tell('authorization', 'setPolicy', { par: 'off' });
  const first = realTab(server);
  await first.oauth.signIn.redirect({ loginHint: 'ada', parameters: { ui_locales: 'de' } });
  const asked = new URL(first.tab.wentTo ?? '').searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({
    ...{ response_type: 'code', code_challenge_method: 'S256', login_hint: 'ada' },
    ...{ ui_locales: 'de', scope: 'openid videos:read videos:play' },
  });
  expect(asked.get('code_challenge')).toMatch(/^[\w-]{43}$/);
  expect(verifiers(first.tab.session.values)).not.toContain(asked.get('code_challenge'));
  first.tab.href = await new Person().comeBack(first.tab.wentTo ?? '');
  expect(await first.oauth.callback()).toMatchObject({ status: 'signed-in' });
});

test('66: a resource that the server does not know is invalid_target, from the pushed request', async () => {
  const { oauth } = realTab(server, { parameters: { resource: 'https://nowhere.example' } });
  const error: unknown = await oauth.signIn.redirect().catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'invalid_target', action: 'fix-config', status: 400 });
});

test('A70: the address is clean before the first request is sent', async () => {
  const { tab, oauth } = realTab(server);
  await oauth.signIn.redirect();
  const back = await new Person().comeBack(tab.wentTo ?? '');
  const seen: string[] = [];
  tab.href = `${back}&mine=1`;
  const page = realTab(
    server,
    {
      environment: {
        fetch: (input, init) => {
          seen.push(tab.href);
          return fetch(input, init);
        },
      },
    },
    tab,
  );
  await page.oauth.callback();
  expect(seen.length).toBeGreaterThan(0);
  expect(new Set(seen)).toEqual(new Set([`${APP}/callback?mine=1`]));
});

test('68: sign-out revokes first, then leads to the server’s page with the hint', async () => {
  const { oauth, tab } = await signIn(server, realTab(server));
  await oauth.signOut({ redirect: true });
  const to = new URL(tab.wentTo ?? '');
  expect(to.origin + to.pathname).toBe(`${server.issuer}/logout`);
  expect(to.searchParams.get('client_id')).toBe(server.clientId);
  expect(to.searchParams.get('post_logout_redirect_uri')).toBe(`${APP}/bye`);
  expect(to.searchParams.get('id_token_hint')).toMatch(/^eyJ/);
  expect(await server.asked('/revoke')).toBe(1);
});

test('68: that page ends the server’s own session: the next sign-in has to ask', async () => {
  const person = new Person();
  const { oauth, tab } = await signIn(server, realTab(server), { person });
  const asks = async (): Promise<unknown> => {
    const again = realTab(server, {}, new FakeBrowser().open(`${APP}/`));
    await again.oauth.signIn.redirect({ prompt: 'none' });
    return codeOf(again.oauth.callback(await person.comeBack(again.tab.wentTo ?? '')));
  };
  // Control: a sign-out that stays here leaves it.
  expect(await asks()).toBe('none');
  await oauth.signOut({ redirect: true });
  const page = await (await person.visit(tab.wentTo ?? '')).text();
  const [, xsrf = ''] = /name="xsrf" value="([^"]*)"/.exec(page) ?? [];
  const [, action = ''] = /action="([^"]*)"/.exec(page) ?? [];
  const left = await person.visit(action, { xsrf, logout: 'yes' });
  expect(left.headers.get('location')).toMatch(`${APP}/bye`);
  expect(await asks()).toBe('login_required');
});

test('A76: no keys of the server are ever loaded: tokens come straight from it', async () => {
  const { oauth } = await signIn(server, realTab(server));
  await oauth.token({ fresh: true });
  const { entries } = await server.sandbox.journal();
  expect(entries.map(({ path }) => path)).toContain('/token');
  expect(entries.map(({ path }) => path)).not.toContain('/jwks');
});

test('a page that is no callback is none', async () => {
  const { oauth, tab } = realTab(server);
  for (const href of ['/', '/callback', '/callback?state=x', '/other?code=c&state=x']) {
    tab.href = APP + href;
    expect(await oauth.callback()).toBeUndefined();
    expect(tab.href).toBe(APP + href);
  }
});

test('45: while a callback is answered nobody is told that nobody is signed in', async () => {
  const first = realTab(server);
  await first.oauth.signIn.redirect();
  first.tab.href = await new Person().comeBack(first.tab.wentTo ?? '');
  const { oauth } = realTab(server, {}, first.tab);
  const seen: string[] = [];
  oauth.session.subscribe(() => seen.push(oauth.session.get().status));
  await oauth.callback();
  expect(seen.filter((status) => status === 'signed-out')).toEqual([]);
  expect(seen.at(-1)).toBe('signed-in');
});
