import { html, raw } from 'hono/html';
import { listAccounts } from './accounts.ts';

/** What the sign-in page needs to know. */
export interface EntryPage {
  /** Where its form goes: the entry handler again, with everything it was called with. */
  readonly action: string;
  readonly title: string;
  /** What the page's policy knows its style by. */
  readonly nonce: string;
}

type Html = ReturnType<typeof html>;

/** The sign-in page that is shown in a frame: inside our own player, or inside the vendor's. */
export function entryPage({ action, title, nonce }: EntryPage): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="dark" />
        <title>${title}</title>
        <style nonce="${nonce}">
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <form method="post" action="${action}">
          <h1>${title}</h1>
          <p>A demo: no passwords. The film goes on after this.</p>
          <div class="accounts">${listAccounts().map(accountButton)}</div>
        </form>
      </body>
    </html>`;
}

function accountButton(account: ReturnType<typeof listAccounts>[number]): Html {
  const note = account.hasTicket ? 'has a ticket' : 'has no ticket';
  return html`<button name="account" value="${account.id}">
    Sign in as ${account.name}<small>${note}</small>
  </button>`;
}

const STYLE = `
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #10191d; color: #e8eef0;
  font: 15px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; text-align: center; }
form { padding: 12px 16px; }
h1 { margin: 0 0 2px; font-size: 21px; font-weight: 600; }
p { margin: 0 0 14px; color: #a9bac1; }
.accounts { display: flex; flex-wrap: wrap; justify-content: center; gap: 10px; }
button { min-width: 148px; padding: 9px 16px; border: 1px solid #3a4c54; border-radius: 8px; background: #1c2a30;
  color: inherit; font: inherit; font-weight: 600; cursor: pointer; }
button:hover { border-color: #4fd0a2; }
button:focus-visible { outline: 2px solid #8fb0ff; outline-offset: 2px; }
small { display: block; color: #a9bac1; font-weight: 400; font-size: 13px; }
@media (max-width: 380px) { small { display: none; } button { min-width: 0; padding: 11px 12px; } }
@media (max-height: 190px) { p { display: none; } h1 { margin-bottom: 8px; } }
`;
