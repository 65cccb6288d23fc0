import { Hono } from 'hono';
import { hashTestPage } from './html/hash-test-page.ts';
import type { Judged } from '../../credentials/judgement.ts';
import { servePageAssets } from '../../html/page-assets.ts';
import type { SandboxClock } from '../../sandbox-clock.ts';
import { checkVendorHash } from '../../credentials/vendor-hash.ts';

/** The path of the page on the vendor's developer site. */
export const HASH_TEST_PATH = '/viewer-authentication-api-hash-authentication-test';

/**
 * The page on which one tries an authentication response against a secret.
 *
 * @see IBM Video Streaming, "Hash Authentication Test". Like the vendor's it does not mind an expiry that is past; it says so, though.
 */
export function hashTestApp(clock: SandboxClock): Hono<Judged> {
  const app = new Hono<Judged>();
  servePageAssets(app, '/hash-test/assets', ['hash-test.js', 'hash-test.css']);
  app.get(HASH_TEST_PATH, (c) => c.html(hashTestPage()));
  app.post(HASH_TEST_PATH, async (c) => {
    c.header('Cache-Control', 'no-store');
    const form = new URLSearchParams(await c.req.text());
    const [response, secret] = [form.get('response') ?? '', form.get('secret') ?? ''];
    return c.json(checkVendorHash(response, secret, clock.now() / 1000));
  });
  return app;
}
