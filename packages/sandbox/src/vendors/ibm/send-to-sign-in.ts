import type { Context } from 'hono';
import type { Judged } from '../../credentials/judgement.ts';
import { addQuery, withoutParam } from './page-url.ts';
import type { TokenFault } from './read-viewer-token.ts';
import type { ViewerAuth } from './viewer-auth.ts';

/**
 * What becomes of a viewer whose token does not open: sent to the owner's page, as one without a token is, or told so. The documents do
 * not say.
 */
export type OnRefusedToken = 'redirect' | 'page';

/** The token of a request; what is given twice is none. */
export function tokenOf(c: Context): string {
  const [token = '', ...others] = c.req.queries('vt') ?? [];
  return others.length > 0 ? '' : token;
}

/** Sends a viewer to the owner's sign-in page, which comes back to `ref`. */
export function sendToSignIn(
  c: Context<Judged>,
  { authUrl }: ViewerAuth,
  { fault, onRefused }: { readonly fault: TokenFault; readonly onRefused: OnRefusedToken },
): Response {
  c.header('Cache-Control', 'no-store');
  if (fault !== 'missing' && onRefused === 'page')
    return c.text(`This token does not open this: ${fault}.\n`, 403);
  return c.redirect(addQuery(authUrl, { ref: withoutParam(c.req.url, 'vt') }));
}
