import { expect, it } from 'vitest';
import * as oauth from '../src/index.ts';

it('these are the public names', () => {
  expect(Object.keys(oauth).sort()).toEqual(['OAuthError', 'createOAuth', 'isOAuthError']);
});

it('48: it can be imported and made where there is no page, and touches nothing', () => {
  const made = oauth.createOAuth({
    issuer: 'https://login.example',
    clientId: 'app',
    redirectUri: 'https://app.example/callback',
  });
  expect(made.session.get()).toEqual({ status: 'pending' });
  made.dispose();
  made.dispose();
});
