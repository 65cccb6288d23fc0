import { createPassClient } from '@playgate/client';
import type { ClientEvent } from '@playgate/client';
import { createBackendSession } from '@playgate/client/session';
import { showSite } from './stapi-screen.ts';

const events: ClientEvent[] = [];

const session = createBackendSession({
  session: '/auth/session',
  signIn: '/auth/sign-in',
  signOut: '/auth/sign-out',
});

const client = createPassClient({
  endpoint: '/api/pass',
  session: session.session,
  onEvent: (event) => events.push(event),
});

showSite({
  source: session,
  client,
  events,
  async listVideos() {
    const response = await fetch('/api/videos');
    return (await response.json()).data;
  },
  // The backend asks for a name each time.
  switchViewer: () => session.signIn.redirect(),
});
await session.callback();
