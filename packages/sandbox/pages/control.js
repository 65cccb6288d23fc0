// The sandbox at a glance: where it listens, what it plays, which failures are on, and what reaches it.

/** @typedef {import('../src/listener/journal.ts').JournalEntry} Entry */
/** @typedef {import('../src/html/control-page.ts').ControlData} Data */

/** @type {Data} */
const data = JSON.parse(at('data').textContent ?? '');

/** @param {string} id */
function at(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}.`);
  return found;
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function make(tag, attributes, ...children) {
  const one = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
  one.append(...children);
  return one;
}

// --- Addresses and films -----------------------------------------------------

/** @type {Record<string, string>} */
const PURPOSE = {
  control: 'This page and the control API',
  catchTheShow: 'Catch The Show: API and media',
  ibm: 'IBM Video Streaming: locks API and player',
  origin: 'A media server of your own',
  foreign: 'A stranger, who reads every byte',
};

for (const [name, address] of Object.entries(data.addresses))
  at('addresses').append(
    make('dt', {}, PURPOSE[name] ?? name),
    make('dd', {}, make('code', {}, address)),
  );

for (const film of data.films) {
  const length = film.kind === 'live' ? 'live' : `${film.seconds} s`;
  const url = `${data.addresses['origin']}/open/${film.id}/master.m3u8`;
  at('films').append(
    make(
      'li',
      {},
      make('strong', {}, film.title),
      ` ${length}${film.isPublic ? ', public' : ''} `,
      make('a', { href: url }, 'open'),
    ),
  );
}

for (const embed of data.embeds)
  at('films').append(
    make('li', {}, make('a', { href: data.addresses['ibm'] + embed.path }, embed.title)),
  );

// --- Failures ------------------------------------------------------------------

/** @type {{ name: string, fault: object }[]} */
const SWITCHES = [
  { name: 'Refuse segments', fault: { where: { kind: 'segment' }, do: { action: 'refuse' } } },
  { name: 'Refuse keys', fault: { where: { kind: 'key' }, do: { action: 'refuse' } } },
  {
    name: 'Refuse without CORS',
    fault: { where: { kind: 'segment' }, do: { action: 'refuse', cors: false } },
  },
  { name: 'Half a segment', fault: { where: { kind: 'segment' }, do: { action: 'truncate' } } },
  { name: '2 s late', fault: { where: {}, do: { action: 'delay', ms: 2000 } } },
  {
    name: '503, come back in 5 s',
    fault: { where: {}, do: { action: 'status', status: 503, retryAfter: 5 } },
  },
  { name: 'Sign-in page instead', fault: { where: {}, do: { action: 'html' } } },
  { name: 'Connection cut', fault: { where: {}, do: { action: 'reset' } } },
];

/** Ids of the faults that these switches turned on. @type {Map<string, string>} */
const on = new Map();

for (const { name, fault } of SWITCHES) {
  const input = /** @type {HTMLInputElement} */ (make('input', { type: 'checkbox' }));
  input.addEventListener('change', () => act(() => turn(name, fault, input.checked)));
  at('switches').append(make('label', {}, input, name));
}

/**
 * @param {string} name
 * @param {object} fault
 * @param {boolean} wanted
 */
async function turn(name, fault, wanted) {
  if (wanted) {
    const { id } = await send('POST', '/faults', fault);
    on.set(name, id);
  } else {
    await send('DELETE', `/faults/${on.get(name)}`);
    on.delete(name);
  }
}

at('expire').onclick = () => act(() => send('POST', '/credentials/expire', {}));
at('revoke').onclick = () => act(() => send('POST', '/credentials/revoke', {}));
at('later').onclick = () =>
  act(async () => {
    const { offsetMs } = await send('GET', '/clock');
    await send('POST', '/clock', { offsetMs: offsetMs + 600_000 });
  });
at('reset').onclick = () =>
  act(async () => {
    await send('POST', '/reset', {});
    for (const box of document.querySelectorAll('input')) box.checked = false;
    on.clear();
    at('journal').replaceChildren();
  });

/** @param {() => Promise<unknown>} command */
function act(command) {
  at('problem').hidden = true;
  command().catch((error) => {
    at('problem').textContent = String(error);
    at('problem').hidden = false;
  });
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 */
async function send(method, path, body) {
  const response = await fetch(path, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(JSON.parse(text).error.message);
  return text === '' ? undefined : JSON.parse(text);
}

// --- What reaches it -------------------------------------------------------------

const ROWS = 200;
let after = 0;

async function look() {
  const [page, clock, { leaks }] = await Promise.all([
    send('GET', `/journal?after=${after}`),
    send('GET', '/clock'),
    send('GET', '/leaks'),
  ]);
  after = page.next;
  for (const entry of page.entries.slice(-ROWS)) at('journal').prepend(row(entry));
  while (at('journal').childElementCount > ROWS) at('journal').lastElementChild?.remove();
  at('quiet').hidden = at('journal').childElementCount > 0;
  const offset = Math.round(clock.offsetMs / 1000);
  at('clock').textContent = offset === 0 ? '' : `The sandbox’s clock is moved by ${offset} s.`;
  at('leaks').replaceChildren(
    ...(leaks.length === 0 ? [make('li', { class: 'note' }, 'None.')] : leaks.map(leak)),
  );
}

/** @param {{ canary: string, encoding: string }} found */
const leak = ({ canary, encoding }) =>
  make('li', {}, make('strong', {}, canary), ` reached the stranger, as ${encoding}`);

/** @param {Entry} entry */
function row(entry) {
  const time = new Date(entry.atMs).toTimeString().slice(0, 8);
  const generation = entry.generation === undefined ? '' : ` no. ${entry.generation}`;
  const verdict = entry.verdict === undefined ? '' : `, ${entry.verdict}`;
  const status = entry.status === 0 ? 'none' : String(entry.status);
  return make(
    'tr',
    { class: entry.status === 0 || entry.status >= 400 ? 'bad' : 'good' },
    make('td', {}, time),
    make('td', {}, entry.listener),
    make('td', {}, make('code', {}, `${entry.method} ${entry.path}`)),
    make('td', {}, entry.credential + generation + verdict),
    make('td', {}, make('b', {}, status), entry.fault === undefined ? '' : ` ${entry.fault}`),
  );
}

async function follow() {
  try {
    await look();
    document.body.classList.remove('away');
  } catch {
    // It was stopped; when it starts again the page goes on by itself.
    document.body.classList.add('away');
  }
  setTimeout(() => void follow(), 700);
}

await follow();
