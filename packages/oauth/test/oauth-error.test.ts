import { expect, test } from 'vitest';
import { isOAuthError, OAuthError } from '../src/index.ts';
import { isServerCode } from '../src/oauth-error.ts';
import { FakeBrowser } from './support/fake-browser.ts';
import { ScriptedServer } from './support/scripted-server.ts';
import { scriptedTab } from './support/scripted-tab.ts';

const CALLBACK = 'https://app.example/callback';

test.each([
  ...(['access_denied', 'unmet_authentication_requirements'] as const).map((c) => [c, 'deny']),
  ...(['server_error', 'temporarily_unavailable'] as const).map((c) => [c, 'retry']),
  ...(
    [
      ...(['login_required', 'consent_required', 'interaction_required'] as const),
      ...(['account_selection_required'] as const),
    ] as const
  ).map((c) => [c, 'sign-in']),
  ...(
    [
      ...(['invalid_request', 'unauthorized_client', 'unsupported_response_type'] as const),
      ...(['invalid_scope', 'invalid_request_uri', 'invalid_request_object'] as const),
      ...(['request_not_supported', 'request_uri_not_supported'] as const),
      ...(['registration_not_supported', 'invalid_target', 'invalid_dpop_proof'] as const),
    ] as const
  ).map((c) => [c, 'fix-config']),
])('66: a callback with %s has that code, and the action %s', async (error, action) => {
  const { tab, oauth } = scriptedTab(new FakeBrowser(), new ScriptedServer());
  await oauth.signIn.redirect();
  const state = new URL(tab.wentTo ?? '').searchParams.get('state') ?? '';
  const back = oauth.callback(`${CALLBACK}?error=${error}&state=${state}`);
  await expect(back).rejects.toMatchObject({ code: error, action });
});

test('A69: what the server wrote beside its code is nowhere: not in the error, the session or the page', async () => {
  const { tab, oauth } = scriptedTab(new FakeBrowser(), new ScriptedServer());
  await oauth.signIn.redirect();
  const state = new URL(tab.wentTo ?? '').searchParams.get('state') ?? '';
  const evil = '<img src=x onerror=alert(1)>'.repeat(1000);
  tab.href = `${CALLBACK}?${new URLSearchParams({ error: evil, error_description: evil, error_uri: 'javascript:1', state })}`;
  const error: unknown = await oauth.callback().catch((caught: unknown) => caught);
  const all = [error, oauth.session.get(), tab.href, Reflect.get(Object(error), 'stack')];
  expect(error).toMatchObject({ code: 'oauth_error' });
  expect(`${String(error)}${JSON.stringify(all)}`).not.toMatch(/onerror|javascript/);
  expect(Object.hasOwn(Object(error), 'cause')).toBe(false);
});

test('30: it can be told without instanceof, and logged', () => {
  const error = new OAuthError('rate_limited', 'Too many.', { status: 429, retryAfterMs: 1000 });
  expect(isOAuthError(error)).toBe(true);
  expect(isOAuthError(new Error('x'))).toBe(false);
  expect(error.retryable).toBe(true);
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    ...{ name: 'PlaygateOAuthError', code: 'rate_limited', action: 'retry' },
    ...{ message: 'Too many. Try again later.', status: 429, retryAfterMs: 1000 },
  });
});

test('a server cannot say what is ours to say', () => {
  for (const word of ['network', 'config', 'session_lost', 'disposed', '', 'constructor'])
    expect(isServerCode(word)).toBe(false);
});
