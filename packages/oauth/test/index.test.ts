import { expect, it } from 'vitest';
import * as oauth from '../src/index.ts';
import { FakeBrowser } from './support/fake-browser.ts';
import { ScriptedServer } from './support/scripted-server.ts';
import { scriptedTab, signInAt } from './support/scripted-tab.ts';

it('these are the public names', () => {
  expect(Object.keys(oauth).sort()).toEqual(['OAuthError', 'createOAuth', 'isOAuthError']);
});

it('48, A63: two clients in one process share nothing', async () => {
  const made = [1, 2].map(() => scriptedTab(new FakeBrowser(), new ScriptedServer()));
  const [one, two] = made;
  if (!one || !two) throw new Error('Two clients.');
  await signInAt(one);
  expect((await one.oauth.token()).token).toBe('at-1');
  await expect(two.oauth.token()).rejects.toMatchObject({ code: 'signed_out' });
  expect(two.oauth.session.get()).toEqual({ status: 'signed-out' });
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
