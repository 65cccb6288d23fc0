// A component beside the player: says whom it let in, or where to sign in.

/** @typedef {import('../src/vendors/ibm/html/talk-page.ts').TalkData} Data */

/** @type {Data} */
const data = JSON.parse(document.querySelector('#data')?.textContent ?? '');
const message = document.querySelector('#message');
const enter = document.querySelector('#enter');

/** @param {Data} shown */
function wordsOf(shown) {
  if ('denied' in shown) return 'Access denied.';
  if ('entryUrl' in shown) return 'Authentication needed';
  return shown.viewer === null ? 'Open to everybody.' : `Open. Viewer: ${shown.viewer}`;
}

if (message) message.textContent = wordsOf(data);
if ('entryUrl' in data && enter instanceof HTMLAnchorElement) {
  enter.href = data.entryUrl;
  enter.hidden = false;
}
