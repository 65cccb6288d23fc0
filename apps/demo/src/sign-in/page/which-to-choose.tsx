import type { ReactNode } from 'react';

interface Row {
  readonly question: string;
  readonly backend: string;
  readonly browser: string;
}

const ROWS: readonly Row[] = [
  {
    question: 'What can a script take that was injected into the page?',
    backend:
      'The pass that plays, good for seconds. While it runs it can ask for more, as the viewer could. It finds no token, and nothing to come back with.',
    browser:
      'The access token; in IndexedDB the refresh token, too, unless it is bound to a key. While it runs it can sign in by itself and get tokens of its own, wherever yours are kept.',
  },
  {
    question: 'What must the backend run?',
    backend:
      'Four handlers, a store for sessions that all instances share, an encryption key and the client’s secret.',
    browser: 'Nothing, as long as the vendor takes tokens from browsers.',
  },
  {
    question: 'What happens on a reload, or in a new tab?',
    backend: 'The cookie is there: signed in, in every tab.',
    browser:
      'In memory: signed out; the next sign-in goes by itself where the server still knows the viewer. In IndexedDB: signed in, in every tab.',
  },
  {
    question: 'Who refreshes?',
    backend: 'The backend, once for all tabs and all its instances, when it needs a token.',
    browser: 'In memory each tab for itself; in IndexedDB one tab for all, by a lease.',
  },
  {
    question: 'Who decides who may watch?',
    backend: 'You, at each pass. Grace has no ticket, and is refused.',
    browser:
      'The vendor, by what the token may do. It knows nothing of your tickets: Grace watches.',
  },
  {
    question: 'How soon does signing out count?',
    backend: 'At once in all tabs. A pass that was taken lives on for its seconds.',
    browser: 'At once in all tabs. A token that was taken lives on until it expires or is revoked.',
  },
  {
    question: 'Which to choose?',
    backend: 'This one, whenever you have a backend: who may watch is decided there anyway.',
    browser:
      'Where there is no backend, or the page mostly calls the vendor’s API as the viewer. Then in memory, and bound to a key where the API takes that.',
  },
];

/** What differs, question by question. */
export function WhichToChoose(): ReactNode {
  return (
    <section className="which" aria-labelledby="which-title">
      <h2 id="which-title">Which to choose, and why</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Question</span>
            </th>
            <th scope="col">Your backend keeps the tokens</th>
            <th scope="col">The browser signs in itself</th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map(({ question, backend, browser }) => (
            <tr key={question}>
              <th scope="row">{question}</th>
              <td data-way="Backend">{backend}</td>
              <td data-way="Browser">{browser}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
