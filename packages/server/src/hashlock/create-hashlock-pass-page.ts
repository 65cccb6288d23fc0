import { isPrefetch, pageHeaders } from '../answer/page-answer.ts';
import { parseOrigins } from '../call/parse-origins.ts';
import { assertServer } from '../secret/secret.ts';

/** Options of `createHashlockPassPage`. */
export interface HashlockPassPageOptions {
  /** The origins of the pages with the player. The return is posted to these only, and only they may frame the page. */
  readonly origins: readonly string[];
  /** Makes the nonce of the page's script: at least 128 bits, as letters, digits, `-` and `_`. Default: `crypto.getRandomValues`. */
  readonly newNonce?: () => string;
}

/** What a player's gate takes as a return. Posted to the page around the frame. */
export interface HashlockReturn {
  readonly type: 'playgate:return';
  readonly nonce: string;
  /** The `hash` parameter's text: an authentication response, or `false`. */
  readonly hash: string;
}

const NONCE = /^[0-9a-f]{32,64}$/;
const LONGEST_HASH = 8192;

/**
 * Makes the page to which a viewer returns from the entry page, for streams of one's own: `?nonce=…&hash=…`, in the frame that the
 * player's gate opened. It hands both to the page around it and knows nothing else: the pass handler validates.
 *
 * @throws {ServerError} `config`, naming the option.
 */
export function createHashlockPassPage(
  options: HashlockPassPageOptions,
): (request: Request) => Promise<Response> {
  assertServer('origins');
  const framedBy = parseOrigins(options.origins, 'origins');
  const newNonce = options.newNonce ?? randomNonce;
  return (request) => Promise.resolve(passPage(request, framedBy, newNonce));
}

function passPage(
  { method, headers, url }: Request,
  framedBy: readonly string[],
  newNonce: () => string,
): Response {
  if (method !== 'GET')
    return new Response(null, {
      status: 405,
      headers: { ...pageHeaders({ framedBy }), Allow: 'GET' },
    });
  if (isPrefetch(headers))
    return new Response(null, { status: 204, headers: pageHeaders({ framedBy }) });
  const back = readReturn(new URL(url).searchParams);
  const scriptNonce = newNonce();
  const policy = `default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'nonce-${scriptNonce}'`;
  return new Response(back === undefined ? BAD_PAGE : goodPage(back, framedBy, scriptNonce), {
    status: back === undefined ? 400 : 200,
    headers: { ...pageHeaders({ framedBy, policy }), 'Content-Type': 'text/html; charset=utf-8' },
  });
}

function readReturn(query: URLSearchParams): HashlockReturn | undefined {
  const [nonces, hashes] = [query.getAll('nonce'), query.getAll('hash')];
  const [nonce, hash] = [nonces[0], hashes[0]];
  if (nonce === undefined || hash === undefined || nonces.length + hashes.length > 2)
    return undefined;
  if (!NONCE.test(nonce) || hash.length > LONGEST_HASH) return undefined;
  return { type: 'playgate:return', nonce, hash };
}

const HEAD =
  '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Back to the film</title>';

const BAD_PAGE = `${HEAD}<p>This link is not complete. Go back to the film and sign in from there.</p></html>`;

/** Each listed origin is posted to by name: the browser delivers to the one that the page around the frame has, and to no other. */
function goodPage(back: HashlockReturn, origins: readonly string[], scriptNonce: string): string {
  return `${HEAD}<p id="say">Back to the film …</p><script nonce="${scriptNonce}">
const back = ${scriptJson(back)};
if (window.parent === window)
  document.getElementById('say').textContent = 'This page belongs into the player. Go back to the film and sign in from there.';
else for (const origin of ${scriptJson(origins)}) window.parent.postMessage(back, origin);
</script></html>`;
}

/** JSON that can stand in a script element. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function randomNonce(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
