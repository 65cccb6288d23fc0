import { describe, expect, test } from 'vitest';
import { sandboxUnderTest } from '../../sandbox-under-test.ts';
import {
  codeOf,
  exchange,
  REDIRECT_URI,
  refresh,
  register,
  signedIn,
  tokens,
  videos,
  visitor,
} from './visitor.ts';

describe('STA-E2: codes and refresh tokens', () => {
  test.each([
    'http://localhost:5173/callback/',
    'http://localhost:5173/callback?x=1',
    'http://localhost:5174/callback',
    'http://127.0.0.1:5173/callback',
    'https://localhost:5173/callback',
    'http://localhost:5173/Callback',
  ])('the redirect URI is compared letter by letter: %s is refused, on a page', async (uri) => {
    const sandbox = await sandboxUnderTest();
    const response = await visitor(sandbox).authorize(await register(sandbox), {
      redirect_uri: uri,
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(await response.text()).toContain('invalid_redirect_uri');
  });

  test('the exchange must name the same redirect URI', async () => {
    const sandbox = await sandboxUnderTest();
    const other = 'http://localhost:5173/other';
    const application = await register(sandbox, { redirectUris: [REDIRECT_URI, other] });
    const code = codeOf(await visitor(sandbox).signIn(application));
    const answer = await tokens(exchange(sandbox, application, code, { redirect_uri: other }));
    expect(answer.error).toBe('invalid_grant');
  });

  test('without a challenge there is no code, unless the policy makes it optional', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const none = { code_challenge: '' };
    const refused = await visitor(sandbox).authorize(application, none);
    expect(refused.headers.get('location')).toContain('error=invalid_request');
    await sandbox.tell('authorization', 'setPolicy', { pkce: 'optional' });
    const plain = await visitor(sandbox).authorize(application, { code_challenge: '' });
    expect(plain.headers.get('location')).toMatch(/^\/interaction\//);
  });

  test('a wrong verifier and the method plain are refused', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const code = codeOf(await visitor(sandbox).signIn(application));
    const wrong = { code_verifier: 'w'.repeat(43) };
    expect((await tokens(exchange(sandbox, application, code, wrong))).error).toBe('invalid_grant');
    const plain = await visitor(sandbox).authorize(application, { code_challenge_method: 'plain' });
    expect(plain.headers.get('location')).toContain('error=invalid_request');
  });

  test('a code is good once; used again, it ends the tokens that it got', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const code = codeOf(await visitor(sandbox).signIn(application));
    const { access_token: token } = await tokens(exchange(sandbox, application, code));
    expect(await videos(sandbox, token)).toBe(200);
    const again = await tokens(exchange(sandbox, application, code));
    expect(again.error).toBe('invalid_grant');
    expect(await videos(sandbox, token)).toBe(401);
  });

  test('of two exchanges at once, one at most gets tokens', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const code = codeOf(await visitor(sandbox).signIn(application));
    const both = await Promise.all([
      exchange(sandbox, application, code),
      exchange(sandbox, application, code),
    ]);
    expect(both.filter(({ status }) => status === 200).length).toBeLessThan(2);
  });

  test.each([
    [59_999, 200],
    [60_000, 400],
  ])('a code ends after a minute of the sandbox’s clock: %i ms → %i', async (ms, status) => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const code = codeOf(await visitor(sandbox).signIn(application));
    sandbox.advance(ms);
    expect((await exchange(sandbox, application, code)).status).toBe(status);
  });

  test('A74: a refresh token that was replaced ends the whole grant when it comes again', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const first = await signedIn(sandbox, application);
    const second = await tokens(refresh(sandbox, application, first.refresh_token));
    const again = await tokens(refresh(sandbox, application, first.refresh_token));
    expect(again.error).toBe('invalid_grant');
    expect(await videos(sandbox, second.access_token)).toBe(401);
    const dead = await tokens(refresh(sandbox, application, second.refresh_token));
    expect(dead.error).toBe('invalid_grant');
  });

  test('of twenty refreshes at once, one at most succeeds, and its tokens are dead', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const { refresh_token: token } = await signedIn(sandbox, application);
    const all = await Promise.all(
      Array.from({ length: 20 }, () => refresh(sandbox, application, token)),
    );
    const winners = all.filter(({ status }) => status === 200);
    expect(winners.length).toBeLessThan(2);
    for (const winner of winners)
      expect(await videos(sandbox, (await tokens(winner)).access_token)).toBe(401);
  });

  test('a grace lets a replaced refresh token through for a while', async () => {
    const sandbox = await sandboxUnderTest();
    await sandbox.tell('authorization', 'setPolicy', { rotationGraceSeconds: 10 });
    const application = await register(sandbox);
    const { refresh_token: token } = await signedIn(sandbox, application);
    expect((await refresh(sandbox, application, token)).status).toBe(200);
    sandbox.advance(9_999);
    expect((await refresh(sandbox, application, token)).status).toBe(200);
    sandbox.advance(1);
    expect((await refresh(sandbox, application, token)).status).toBe(400);
  });

  test('without rotation the same refresh token goes on', async () => {
    const sandbox = await sandboxUnderTest();
    await sandbox.tell('authorization', 'setPolicy', { rotation: false });
    const application = await register(sandbox);
    const { refresh_token: token } = await signedIn(sandbox, application);
    const answers = [
      await tokens(refresh(sandbox, application, token)),
      await tokens(refresh(sandbox, application, token)),
    ];
    expect(answers.map((answer) => answer.refresh_token)).toEqual([token, token]);
  });

  test('refresh tokens end by the sandbox’s clock, forwards and back', async () => {
    const sandbox = await sandboxUnderTest();
    await sandbox.tell('authorization', 'setPolicy', { refreshTokenSeconds: 100, rotation: false });
    const application = await register(sandbox);
    const { refresh_token: token } = await signedIn(sandbox, application);
    await sandbox.setClock(100_000);
    expect((await refresh(sandbox, application, token)).status).toBe(400);
    await sandbox.setClock(99_999);
    expect((await refresh(sandbox, application, token)).status).toBe(200);
  });
});
