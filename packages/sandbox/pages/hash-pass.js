// Hands what the sign-in returned to the player that opened it. Only a player of this origin can read it.
const hash = new URLSearchParams(location.search).get('hash');
const message = document.querySelector('#message');

if (window.parent === window) {
  if (message)
    message.textContent = 'This page belongs into a player. There is nothing to see here.';
} else {
  window.parent.postMessage({ type: 'hashlock', hash }, location.origin);
}
