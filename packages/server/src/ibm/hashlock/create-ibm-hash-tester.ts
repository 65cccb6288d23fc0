import { HASH_TEST_PAGE } from './hash-test-page.ts';
import { HASH_TEST_RULES } from './hash-test-rules.ts';
import { HASH_TEST_SCRIPT } from './hash-test-script.ts';
import { HASH_TEST_STYLE } from './hash-test-style.ts';
import { ServerError } from '../../server-error.ts';
import { pageHeaders } from '../../answer/page-answer.ts';

/** Options of `createIbmHashTester`. */
export interface HashTesterOptions {
  /** Whether the page is there at all. It is for development: `process.env.NODE_ENV !== 'production'`, for example. */
  readonly enabled: boolean;
  /** Makes the nonce of the page's script: at least 128 bits, as letters, digits, `-` and `_`. Default: random UUIDs. */
  readonly newNonce?: () => string;
}

/**
 * Makes a page on which one tries an authentication response of viewer authentication v1, as on the vendor's test page, and sees which
 * rule it breaks: the vendor's, and the stricter ones of `verifyHashlock`.
 *
 * For development. Secret and response stay in the page: its policy leaves it no network to send them over.
 *
 * @throws {ServerError} `config`
 * @see IBM Video Streaming, "Hash Authentication Test" (deprecated).
 */
export function createIbmHashTester(
  options: HashTesterOptions,
): (request: Request) => Promise<Response> {
  const { enabled, newNonce = () => crypto.randomUUID() } = options;
  if (typeof enabled !== 'boolean')
    throw new ServerError('config', 'enabled must say whether the page is there: true or false.');
  return async ({ method }) => {
    if (!enabled) return new Response('Not found.\n', { status: 404 });
    if (method !== 'GET') return new Response(null, { status: 405, headers: { Allow: 'GET' } });
    const nonce = newNonce();
    const policy = `default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'`;
    const headers = {
      ...pageHeaders({ framedBy: [], policy }),
      'Content-Type': 'text/html; charset=utf-8',
    };
    return new Response(pageWith(nonce), { headers });
  };
}

const pageWith = (nonce: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Hash tester</title>
<style nonce="${nonce}">${HASH_TEST_STYLE}</style>
</head>
<body>${HASH_TEST_PAGE}
<script nonce="${nonce}">${HASH_TEST_RULES}${HASH_TEST_SCRIPT}</script>
</body>
</html>
`;
