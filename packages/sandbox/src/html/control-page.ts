import type { Film } from '../films/films.ts';
import type { Addresses } from '../listener/listen.ts';
import { page } from './page.ts';

export interface ControlData {
  readonly addresses: Addresses;
  readonly films: readonly Film[];
  /** Pages of the vendor's player: paths on the listener `ibm`. */
  readonly embeds: readonly { readonly path: string; readonly title: string }[];
}

const SECTIONS = `
      <section aria-labelledby="addresses-title">
        <h2 id="addresses-title">Addresses</h2>
        <dl id="addresses"></dl>
      </section>
      <section aria-labelledby="films-title">
        <h2 id="films-title">Films</h2>
        <ul id="films"></ul>
      </section>
      <section aria-labelledby="faults-title">
        <h2 id="faults-title">Failures</h2>
        <div id="switches" class="switches"></div>
        <div class="actions">
          <button type="button" id="expire">Expire all credentials</button>
          <button type="button" id="revoke">Revoke all credentials</button>
          <button type="button" id="later">Clock 10 minutes on</button>
          <button type="button" id="reset">Put everything back</button>
        </div>
        <p id="clock" class="note"></p>
        <p id="problem" class="problem" role="alert" hidden></p>
      </section>
      <section aria-labelledby="leaks-title">
        <h2 id="leaks-title">Leaks</h2>
        <p class="note">Credentials that the stranger was sent, in any spelling.</p>
        <ul id="leaks"></ul>
      </section>`;

const JOURNAL = `
      <section class="wide" aria-labelledby="journal-title">
        <h2 id="journal-title">Requests</h2>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="journal-title">
          <table>
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">Listener</th>
                <th scope="col">Request</th>
                <th scope="col">Credential</th>
                <th scope="col">Answer</th>
              </tr>
            </thead>
            <tbody id="journal"></tbody>
          </table>
          <p id="quiet" class="note">Nothing yet. Open a film, or one of the embeds above.</p>
        </div>
      </section>`;

/** The sandbox at a glance. */
export const controlPage = (data: ControlData): string =>
  page({
    title: 'Playgate sandbox',
    styles: ['/assets/control.css'],
    script: '/assets/control.js',
    data,
    body: `
    <header>
      <h1>Playgate sandbox</h1>
      <p>Vendors and protected films, on this machine only. Keys are made anew each time it starts.</p>
    </header>
    <main>${SECTIONS}${JOURNAL}
    </main>`,
  });
