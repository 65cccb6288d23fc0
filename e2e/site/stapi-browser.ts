import { bearer, createPassClient, tokenSource } from '@playgate/client';
import type { ClientEvent } from '@playgate/client';
import { createOAuth } from '@playgate/oauth';
import type { BrowserSettings } from '../stage/stapi-settings.ts';
import { showSite } from './stapi-screen.ts';

const settings: BrowserSettings = await (await fetch('/stapi-settings')).json();
const { stapi, issuer, clientId, options } = settings;
const here = `${location.origin}/stapi-browser.html`;
const events: ClientEvent[] = [];

const oauth = createOAuth({
  issuer,
  clientId,
  redirectUri: here,
  postLogoutRedirectUri: here,
  scope: 'openid videos:read videos:play',
  urls: [`${stapi}/v1/`],
  ...options,
});

const client = createPassClient({
  source: tokenSource(oauth.token),
  place: bearer({ urls: [`${stapi}/media/`] }),
  session: oauth.session,
  onEvent: (event) => events.push(event),
});

showSite({
  source: oauth,
  client,
  events,
  async listVideos() {
    const response = await oauth.fetch(`${stapi}/v1/videos`);
    return (await response.json()).data;
  },
  switchViewer: () => oauth.signIn.redirect({ prompt: 'login' }),
  srcOf: (id) => `${stapi}/media/${id}/master.m3u8`,
});
await oauth.callback();
