import { page } from '../../../html/page.ts';

/** Where one tries an authentication response, as on the vendor's developer site. */
export const hashTestPage = (): string =>
  page({
    title: 'Hash authentication test',
    styles: ['/hash-test/assets/hash-test.css'],
    script: '/hash-test/assets/hash-test.js',
    body: `
    <main>
      <h1>Hash authentication test</h1>
      <p class="note">A sandbox stand-in of the vendor’s test page. What is entered goes to this sandbox and nowhere else.</p>
      <form id="form">
        <label>Channel secret key <input name="secret" autocomplete="off" spellcheck="false" required></label>
        <label>JSON with the authentication hash
          <textarea name="response" rows="4" spellcheck="false" required></textarea></label>
        <button>Run authentication test</button>
        <output id="result" aria-live="polite"></output>
      </form>
    </main>`,
  });
