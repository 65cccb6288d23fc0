import { pageHeaders } from '../answer/page-answer.ts';
import type { Secret } from '../secret/secret.ts';

/**
 * Leads a browser to a link that is a credential: kept nowhere, told to no other site.
 *
 * @param link From `loginUri` or `joinLink`.
 * @returns 303, so that a form that was posted is not posted again.
 */
export function leadTo(link: Secret): Response {
  const headers = { ...pageHeaders({ framedBy: [] }), Location: link.reveal() };
  return new Response(null, { status: 303, headers });
}
