/** The body of the hash tester. */
export const HASH_TEST_PAGE = `
<main>
  <header>
    <h1>Hash tester</h1>
    <p>Paste what your entry page sends back to the player, and see which rule it breaks. For development: what you enter stays in this
    page, which has no network.</p>
  </header>
  <form id="form" autocomplete="off">
    <div class="field">
      <label for="secret">Secret key of the lock</label>
      <div class="with-button">
        <input id="secret" type="password" spellcheck="false" autocapitalize="off" autocomplete="off" autofocus>
        <button id="reveal" type="button" aria-pressed="false">Show</button>
      </div>
    </div>
    <div class="field">
      <label for="response">Authentication response</label>
      <p id="hint" class="hint">The JSON, the JSON as it stands in a URL, or the whole return URL.</p>
      <textarea id="response" rows="5" spellcheck="false" autocapitalize="off" aria-describedby="hint"
        placeholder='[{"user":"viewer-1"},{"hashExpire":1520694398},{"hash":"0253acee466a26b0327617b55851116e"}]'></textarea>
    </div>
  </form>
  <section aria-live="polite" aria-label="Result">
    <div id="verdicts" class="verdicts"></div>
    <ol id="rules" class="rules"></ol>
  </section>
</main>`;
