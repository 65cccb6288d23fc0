import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const directory = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const ROOTS: Readonly<Record<string, string>> = {
  '/video.js/': directory('../node_modules/video.js/dist/'),
  '/playgate/': directory('../../packages/videojs/dist/'),
  '/script/': directory('../site/script/'),
  '/': directory('../dist/'),
};
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** A file of the test pages, or of what they load. */
export async function file(pathname: string): Promise<Response> {
  const root = Object.keys(ROOTS).find((prefix) => pathname.startsWith(prefix));
  if (root === undefined || pathname.includes('..'))
    return new Response('Not found', { status: 404 });
  const path = join(ROOTS[root] ?? '', pathname.slice(root.length));
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  return readFile(path).then(
    (body) =>
      new Response(new Uint8Array(body), {
        headers: { 'content-type': type, 'cache-control': 'no-store' },
      }),
    () => new Response('Not found', { status: 404 }),
  );
}
