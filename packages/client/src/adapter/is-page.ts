/** That much of an answer tells a page. */
const BEGINNING = 256;

/**
 * Whether an answer is a page of HTML. In place of media it is a captive portal's, or that of somebody else on the way: whatever its
 * status, the media server did not answer.
 *
 * @param body Texts and buffers are looked at; anything else is none.
 */
export function isPage(body: unknown): boolean {
  return /^\s*<(?:!doctype html|html)\b/i.test(beginningOf(body));
}

function beginningOf(body: unknown): string {
  if (typeof body === 'string') return body.slice(0, BEGINNING);
  // One that an engine has handed to its worker meanwhile is empty, and may not be sliced.
  if (!(body instanceof ArrayBuffer) || body.byteLength === 0) return '';
  return new TextDecoder().decode(body.slice(0, BEGINNING));
}
