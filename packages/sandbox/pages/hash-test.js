// Has the sandbox check what was entered, and says what came out.

/** @typedef {import('../src/credentials/vendor-hash.ts').HashFinding} Finding */

const form = document.querySelector('form');
const result = document.querySelector('output');

/** @param {Finding} finding */
function wordsOf(finding) {
  switch (finding.verdict) {
    case 'ok':
      return 'The authentication was successful.';
    case 'expired':
      return 'The hash is right, but its time is over.';
    case 'wrong':
      return 'The hash is not the one of these values and this secret.';
    case 'malformed':
      return 'This is not an array of objects with one member each, one of them "hash".';
  }
}

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  check(form).catch((error) => console.error(error));
});

/** @param {HTMLFormElement} filled */
async function check(filled) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(filled))
    if (typeof value === 'string') body.set(name, value.trim());
  /** @type {Finding} */
  const finding = await (await fetch(location.pathname, { method: 'POST', body })).json();
  if (!result) return;
  result.textContent = wordsOf(finding);
  result.dataset['verdict'] = finding.verdict;
}
