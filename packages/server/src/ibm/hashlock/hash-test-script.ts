/** The script of the hash tester's page, after its rules. */
export const HASH_TEST_SCRIPT: string = String.raw`
const at = (id) => document.getElementById(id);
const [form, secret, response, reveal] = ['form', 'secret', 'response', 'reveal'].map(at);
const SIGNS = { ok: '✓', bad: '✕', note: '!' };
const WORDS = { ok: 'Kept: ', bad: 'Broken: ', note: 'Not strict: ' };

function make(tag, className, text) {
  const one = document.createElement(tag);
  one.className = className;
  one.textContent = text ?? '';
  return one;
}

function verdict(isGood, who, yes, no) {
  const one = make('p', 'verdict ' + (isGood ? 'ok' : 'bad'));
  one.append(make('strong', '', who), ' ' + (isGood ? yes : no));
  return one;
}

function ruleItem({ name, state, says }) {
  const item = make('li', 'rule ' + state);
  const sign = make('span', 'sign', SIGNS[state]);
  sign.setAttribute('aria-hidden', 'true');
  const words = make('div', 'words');
  const title = make('strong', '', name);
  title.prepend(make('span', 'unseen', WORDS[state]));
  words.append(title, make('p', '', says));
  item.append(sign, words);
  return item;
}

function show() {
  const isEmpty = response.value.trim() === '';
  const { vendor, strict, rules } = checkResponse(response.value, secret.value, Date.now() / 1000);
  at('verdicts').replaceChildren(...(isEmpty ? [] : [
    verdict(vendor, 'The vendor', 'takes this.', 'refuses this.'),
    verdict(strict, 'verifyHashlock', 'takes this, if these are its fields.', 'refuses this.'),
  ]));
  at('rules').replaceChildren(...(isEmpty ? [] : rules.map(ruleItem)));
}

form.addEventListener('input', show);
form.addEventListener('submit', (event) => event.preventDefault());
reveal.addEventListener('click', () => {
  const isHidden = secret.type === 'password';
  secret.type = isHidden ? 'text' : 'password';
  reveal.textContent = isHidden ? 'Hide' : 'Show';
  reveal.setAttribute('aria-pressed', String(isHidden));
});
`;
