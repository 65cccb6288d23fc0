'use strict';

// What the page is about: one client, and one line for each player.
const client = Playgate.createPassClient({ endpoint: '/api/pass' });
const players = {
  private: { asset: 'launch-film', ui: { title: 'Launch film', signIn } },
  members: { asset: 'members-film', ui: { title: 'Members’ film' } },
};

for (const [id, { asset, ui }] of Object.entries(players)) {
  const player = videojs(id);
  player.playgate({ client, asset, ui });
  player.el().setAttribute('aria-label', ui.title);
  showState(id, player);
}

// The rest is the page's own: who is here, and what is written below the films.

function showState(id, player) {
  const line = document.querySelector(`[data-state-of="${id}"]`);
  const gate = player.playgate();
  let renewals = -1;
  const show = () => {
    const { phase, error } = gate.state.get();
    const renewed = renewals > 0 ? `, passes replaced: ${renewals}` : '';
    line.textContent = `State: ${phase}${error ? ` (${error.code})` : ''}${renewed}`;
  };
  gate.authorizer.pass.subscribe(() => {
    if (gate.authorizer.pass.get()) renewals += 1;
    show();
  });
  player.on('playgatestatechange', show);
  show();
}

/** To the authorization server and back, by the backend. Other pages may use a popup: see `createBackendSession`. */
function signIn() {
  location.assign('/auth/sign-in?returnTo=/videojs/');
}

async function signOut() {
  client.signOut();
  await fetch('/auth/sign-out', { method: 'POST', headers: { 'X-Playgate': '1' } });
  await showViewer();
}

async function showViewer() {
  const answer = await fetch('/auth/session', { headers: { 'X-Playgate': '1' } });
  const { signed_in: isSignedIn, claims } = await answer.json();
  const corner = document.getElementById('viewer');
  if (isSignedIn) corner.replaceChildren(claims.name, button('Sign out', signOut));
  else corner.replaceChildren(button('Sign in', signIn));
}

function button(caption, run) {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = caption;
  element.addEventListener('click', run);
  return element;
}

document.getElementById('source').textContent = `<link rel="stylesheet" href="video-js.min.css" />
<link rel="stylesheet" href="playgate.css" />
<script src="video.min.js"></script>
<script src="playgate-videojs.global.js"></script>

<video id="private" class="video-js" controls></video>

<script>
  const client = Playgate.createPassClient({ endpoint: '/api/pass' });
  videojs('private').playgate({ client, asset: 'launch-film' });
</script>`;

void showViewer();
