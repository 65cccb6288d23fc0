import { createPlayerApi } from './player-api.js';

// The player page: a lock screen, the sign-in in a frame, the check of what it returned, and the film.

/** @typedef {import('../src/vendors/ibm/html/embed-page.ts').EmbedData} Data */

/** @type {Data} */
const data = JSON.parse(element('data', HTMLScriptElement).textContent ?? '');
const video = element('video', HTMLVideoElement);
const screen = element('screen', HTMLElement);
const button = element('button', HTMLButtonElement);
const entry = element('entry', HTMLElement);
const frame = element('frame', HTMLIFrameElement);
const query = new URLSearchParams(location.search);
const api = createPlayerApi(video, data);

/**
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
function element(id, kind) {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`The page has no #${id}.`);
}

// --- What is on the screen -------------------------------------------------

/**
 * @param {string} state
 * @param {string} message
 * @param {{ caption: string, act: () => void }} [offer]
 */
function show(state, message, offer) {
  document.body.dataset['state'] = state;
  element('title', HTMLElement).textContent = data.title;
  element('message', HTMLElement).textContent = message;
  screen.hidden = false;
  video.hidden = true;
  button.hidden = offer === undefined;
  button.textContent = offer?.caption ?? '';
  button.onclick = () => {
    unasked = 0;
    offer?.act();
  };
}

function showLock() {
  show('locked', data.lock?.message ?? 'Authentication needed', {
    caption: data.lock?.buttonCaption ?? 'Log in',
    act: openEntry,
  });
}

function showDenied() {
  show('denied', 'Access denied. Your account may not watch this.', {
    caption: 'Try another account',
    act: openEntry,
  });
}

// --- The sign-in -----------------------------------------------------------

function openEntry() {
  frame.src = entryUrl(data.lock?.url ?? '');
  frame.hidden = false;
  entry.hidden = false;
  document.body.dataset['state'] = 'entry';
}

function closeEntry() {
  entry.hidden = true;
  frame.hidden = true;
  frame.removeAttribute('src');
}

/**
 * The address that the lock names, its own query kept as it is.
 *
 * @param {string} url
 */
function entryUrl(url) {
  const [rest = '', fragment] = url.split('#');
  const mark = rest.includes('?') ? '&' : '?';
  const added = `ustreamContentType=${data.type}&ustreamContentId=${data.id}`;
  return `${rest}${mark}${added}${fragment === undefined ? '' : `#${fragment}`}`;
}

window.addEventListener('message', (event) => {
  if (event.origin !== location.origin || event.source !== frame.contentWindow) return;
  if (event.data?.type !== 'hashlock') return;
  closeEntry();
  const { hash } = event.data;
  if (hash === 'false' || hash === '"false"') showDenied();
  else open(String(hash)).catch(failed);
});

element('close', HTMLButtonElement).onclick = () => {
  closeEntry();
  showLock();
};

// --- What a sign-in is remembered by ---------------------------------------

const memory = `hashlock ${data.type} ${data.id}`;

/** @returns {string | undefined} */
function remembered() {
  try {
    return sessionStorage.getItem(memory) ?? undefined;
  } catch {
    // Storage may be closed to frames of other sites; then it is asked again next time.
    return undefined;
  }
}

/** @param {string | undefined} hash */
function remember(hash) {
  try {
    if (hash === undefined) sessionStorage.removeItem(memory);
    else sessionStorage.setItem(memory, hash);
  } catch {
    // See above: the page works without.
  }
}

// --- The film --------------------------------------------------------------

/** How often in a row the sign-in has been opened without a click: one that always answers badly must not go on for ever. */
let unasked = 0;

/** @param {string} [hash] */
async function open(hash) {
  show('opening', 'One moment…');
  const response = await fetch('/embed/open', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ type: data.type, id: data.id, hash }),
  });
  if (response.ok) {
    unasked = 0;
    remember(hash);
    const { stream } = await response.json();
    return play(stream);
  }
  remember(undefined);
  if (response.status !== 403) return show('failed', 'This content cannot be opened.');
  showLock();
  // A bad or expired answer is asked for again at once.
  if (hash !== undefined && ++unasked <= 2) openEntry();
}

/** @param {string} stream */
function play(stream) {
  if (video.canPlayType('application/vnd.apple.mpegurl') === '')
    return show('failed', 'This browser cannot play HLS by itself. Chrome, Edge and Safari can.');
  document.body.dataset['state'] = 'playing';
  screen.hidden = true;
  video.hidden = false;
  video.src = stream;
  // A browser may want a click first; the controls are there for it.
  if (query.get('autoplay') !== 'false') api.play();
  api.tell({ event: { contentAvailable: true } });
  return undefined;
}

/** A session that was ended in the middle is asked for again: with another token, or with what is remembered. */
video.addEventListener('error', () => {
  if (video.error === null) return;
  if (data.again !== undefined) location.replace(data.again);
  else if (data.lock === undefined) show('failed', 'The film stopped. Reload the page to go on.');
  else open(remembered()).catch(failed);
});

/** @param {unknown} error */
function failed(error) {
  console.error(error);
  show('failed', 'The player cannot reach its server.', { caption: 'Try again', act: start });
}

// --- Begin -------------------------------------------------------------------

function start() {
  if (data.stream !== undefined) return play(data.stream);
  const hash = remembered();
  if (data.lock === undefined || hash !== undefined) open(hash).catch(failed);
  else showLock();
  return undefined;
}

start();
