import { page } from './page.ts';

/**
 * A sample of an application's own sign-in page, small enough for the frame of an embed.
 *
 * @param consumer Where to return to, percent-encoded, if not to the player.
 */
export const sampleEntryPage = (consumer: string): string =>
  page({
    title: 'Sample sign-in',
    styles: ['/assets/control.css', '/assets/sample-entry.css'],
    body: `
    <main>
      <form action="/sample-entry/answer">
        <h1>Who is watching?</h1>
        <p class="note">A sample of an application’s own sign-in page.</p>
        <input type="hidden" name="consumer" value="${consumer}">
        <div class="fields">
          <label class="field">Name <input name="user" value="ada" autocomplete="off"></label>
          <label class="field">Good for, in seconds <input name="seconds" type="number" min="1" value="300"></label>
        </div>
        <div class="actions">
          <button name="answer" value="yes" class="main">Let me in</button>
          <button name="answer" value="no">Turn me away</button>
        </div>
      </form>
    </main>`,
  });
