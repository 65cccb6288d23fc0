import { html, raw } from 'hono/html';
import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { page } from '../../html/page.ts';
import type { SampleUser } from './sample-users.ts';

type Text = ReturnType<typeof html>;

/** The style sheets that the pages use, below `/assets`. */
export const STYLES = ['control.css', 'sample-entry.css'] as const;

async function print(title: string, body: Text): Promise<string> {
  const styles = STYLES.map((name) => `/assets/${name}`);
  return page({ title, styles, body: `<main>${await body}</main>` });
}

/** Asks who it is. There are no passwords here. */
export const signInPage = (application: string, users: readonly SampleUser[]): Promise<string> =>
  print(
    'Sign in',
    html`<form method="post">
      <h1>Sign in</h1>
      <p class="note">${application} wants to know who you are.</p>
      <div class="actions">
        ${users.map(({ id, name }) => html`<button name="login" value="${id}">${name}</button>`)}
        <button name="answer" value="no">Cancel</button>
      </div>
    </form>`,
  );

/** Asks for consent. */
export const consentPage = (application: string, scopes: readonly string[]): Promise<string> =>
  print(
    'Allow access',
    html`<form method="post">
      <h1>Allow access?</h1>
      <p class="note">${application} asks for:</p>
      <ul>
        ${scopes.map((scope) => html`<li>${scope}</li>`)}
      </ul>
      <div class="actions">
        <button name="answer" value="yes" class="main">Allow</button>
        <button name="answer" value="no">Cancel</button>
      </div>
    </form>`,
  );

/** For a sign-in that is over, or was begun in another browser. */
export const overPage = (): Promise<string> =>
  print('Over', html`<h1>This sign-in is over. Begin again where you came from.</h1>`);

/** Asks whether to sign out. The form is oidc-provider's. */
export async function signOutPage(ctx: KoaContextWithOIDC, form: string): Promise<void> {
  ctx.body = await print(
    'Sign out',
    html`<h1>Sign out?</h1>
      ${raw(form)}
      <div class="actions">
        <button form="op.logoutForm" name="logout" value="yes" class="main">Sign out</button>
        <button form="op.logoutForm">Stay</button>
      </div>`,
  );
}

export async function signedOutPage(ctx: KoaContextWithOIDC): Promise<void> {
  ctx.body = await print('Signed out', html`<h1>You are signed out.</h1>`);
}

/** What cannot be told to the application, because it cannot be sent back there. */
export async function errorPage(ctx: KoaContextWithOIDC, out: ErrorOut): Promise<void> {
  ctx.type = 'html';
  ctx.body = await print(
    'This did not work',
    html`<h1>This did not work</h1>
      <p><code>${out.error}</code></p>
      <p>${out.error_description}</p>`,
  );
}
