import { findAccount } from './accounts.ts';
import type { Account } from './accounts.ts';
import { entryPage } from './entry-page.ts';
import { isOwnForm } from './is-own-form.ts';

/** Who is visiting, or the page that asks. */
export type WhoIs = (request: Request) => Promise<Account | Response>;

/** What makes an entry handler that asks who is visiting. */
export type MakeEntryHandler = (whoIs: WhoIs) => (request: Request) => Promise<Response>;

/** How a sign-in page in a frame is set up. */
export interface EntryOptions {
  readonly title: string;
  /** Where the viewer goes afterwards; browsers hold a form's policy against the redirect that follows it, too. */
  readonly returnsTo: string;
}

/**
 * A sign-in page shown in a frame. It needs no cookie, since browsers keep those from a page that is framed by another site: the form
 * says who it is, and the same visit ends with the answer. A real application checks a password here.
 */
export function createEntryHandler(
  options: EntryOptions,
  make: MakeEntryHandler,
): (request: Request) => Promise<Response> {
  const chosen = new WeakMap<Request, Account>();
  const handle = make(async (request) => chosen.get(request) ?? showEntryPage(request, options));
  return async (request) => {
    if (request.method !== 'POST') return handle(request);
    if (!isOwnForm(request)) return new Response('Open this page in the player.', { status: 403 });
    const form = await request.formData();
    const account = findAccount(form.get('account'));
    const visit = new Request(request.url);
    if (account !== undefined) chosen.set(visit, account);
    return handle(visit);
  };
}

async function showEntryPage(request: Request, options: EntryOptions): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const nonce = crypto.randomUUID();
  const page = await entryPage({ action: pathname + search, title: options.title, nonce });
  return new Response(String(page), {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self' ${options.returnsTo}; base-uri 'none'`,
    },
  });
}
