import { html, raw } from 'hono/html';
import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { page } from '../../html/page.ts';
import type { SampleUser } from './sample-users.ts';
import { SCOPE_WORDS } from './scopes.ts';

type Text = ReturnType<typeof html>;

/** The style sheets that the pages use, below `/assets`. */
export const STYLES = ['sign-in.css'] as const;

const HEAD = `
      <p class="server">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M7 11V8a5 5 0 0 1 10 0v3"/><rect x="4.5" y="11" width="15" height="10" rx="2.5"/>
        </svg>
        Authorization server
      </p>`;
const FOOT =
  '<p class="origin">Sandbox stand-in, not the vendor’s page. It asks for no password.</p>';

async function print(title: string, body: Text): Promise<string> {
  const styles = STYLES.map((name) => `/assets/${name}`);
  return page({ title, styles, body: `<main>${HEAD}${await body}</main>${FOOT}` });
}

/** Asks who it is. There are no passwords here. */
export const signInPage = (application: string, users: readonly SampleUser[]): Promise<string> =>
  print(
    'Sign in',
    html`<form method="post">
      <h1>Sign in</h1>
      <p>${application} wants to know who you are.</p>
      <div class="people">
        ${users.map(personButton)}
        <button name="answer" value="no" class="quiet">Cancel</button>
      </div>
    </form>`,
  );

const personButton = ({ id, name }: SampleUser): Text =>
  html`<button name="login" value="${id}" class="person">
    <span class="face" aria-hidden="true">${name[0]}</span>${name}
  </button>`;

/** Asks for consent. */
export const consentPage = (application: string, scopes: readonly string[]): Promise<string> =>
  print(
    'Allow access',
    html`<form method="post">
      <h1>Allow access?</h1>
      <p>${application} asks for:</p>
      <ul>
        ${scopes.map((scope) => html`<li>${SCOPE_WORDS[scope]} <code>${scope}</code></li>`)}
      </ul>
      <div class="actions">
        <button name="answer" value="yes" class="main">Allow</button>
        <button name="answer" value="no" class="quiet">Cancel</button>
      </div>
    </form>`,
  );

/** For a sign-in that is over, or was begun in another browser. */
export const overPage = (): Promise<string> =>
  print(
    'Over',
    html`<h1>This sign-in is over</h1>
      <p>Begin again where you came from.</p>`,
  );

/** Asks whether to sign out. The form is oidc-provider's. */
export async function signOutPage(ctx: KoaContextWithOIDC, form: string): Promise<void> {
  ctx.body = await print(
    'Sign out',
    html`<h1>Sign out?</h1>
      <p>Applications that you are signed in to from here hear of it.</p>
      ${raw(form)}
      <div class="actions">
        <button form="op.logoutForm" name="logout" value="yes" class="main">Sign out</button>
        <button form="op.logoutForm" class="quiet">Stay signed in</button>
      </div>`,
  );
}

export async function signedOutPage(ctx: KoaContextWithOIDC): Promise<void> {
  ctx.body = await print('Signed out', html`<h1>You are signed out</h1>`);
}

/** What cannot be told to the application, because it cannot be sent back there. */
export async function errorPage(ctx: KoaContextWithOIDC, out: ErrorOut): Promise<void> {
  ctx.type = 'html';
  ctx.body = await print(
    'This did not work',
    html`<h1>This did not work</h1>
      <p>${out.error_description}</p>
      <code>${out.error}</code>`,
  );
}
