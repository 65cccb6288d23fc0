// Shows a person where they are: in a session, on the dashboard, or before a closed door.

/** @typedef {import('../src/html/secure-video-page.ts').HubData} Data */

const screen = document.querySelector('#screen');
/** @type {Data} */
const data = JSON.parse(document.querySelector('#data')?.textContent ?? '');

/**
 * @param {string} name
 * @param {string | readonly Node[]} content
 * @param {Readonly<Record<string, string>>} [attributes]
 */
function element(name, content, attributes = {}) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...(typeof content === 'string' ? [content] : content));
  return made;
}

/** @param {number} ms */
const time = (ms) =>
  element('time', new Date(ms).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' }), {
    datetime: new Date(ms).toISOString(),
  });

/** @param {readonly { name: string, isHere: boolean }[]} people */
const list = (people) =>
  element(
    'ul',
    people.map(({ name, isHere }) =>
      element('li', isHere ? `${name} is here` : `${name} is expected`, {
        class: isHere ? 'here' : 'away',
      }),
    ),
  );

/** @returns {readonly Node[]} */
function content() {
  switch (data.kind) {
    case 'joined':
      return [
        element(
          'h1',
          data.isLaunched ? `${data.who} is in the call` : `${data.who} is in the waiting room`,
        ),
        element('p', [new Text('Session of '), time(data.atMs)]),
        list(data.people),
      ];
    case 'dashboard':
      return [
        element('h1', `Signed in as ${data.who}`),
        ...data.sessions.map(({ atMs, people }) =>
          element('section', [element('h2', [time(atMs)]), list(people)]),
        ),
        element('form', [element('button', 'Sign out')], { method: 'post', action: data.signOut }),
      ];
    case 'notice':
      return [element('h1', data.title), element('p', data.text)];
  }
}

document.title = data.kind === 'notice' ? data.title : `${data.who}: video session`;
screen?.append(...content());
