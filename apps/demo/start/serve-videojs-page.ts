import type { Hono } from 'hono';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serveFiles } from './serve-files.ts';

/** The page without a bundler: its own files, video.js as it is published, and the plugin's script-tag file. */
export function serveVideojsPage(): Hono {
  const page = packageFolder('@playgate/app-videojs-page', import.meta.url);
  return serveFiles([
    {
      path: '/videojs/lib/video.js/',
      folder: new URL('dist/', packageFolder('video.js', page.href)),
      missing: 'video.js is not installed. Run: npm start',
    },
    {
      path: '/videojs/lib/playgate/',
      folder: new URL('dist/', packageFolder('@playgate/videojs', page.href)),
      missing:
        'The script-tag file is not built. Run: npm start, or pnpm --filter @playgate/videojs build',
    },
    { path: '/videojs/', folder: new URL('public/', page), missing: 'The page is gone.' },
  ]);
}

function packageFolder(name: string, from: string): URL {
  const manifest = createRequire(from).resolve(`${name}/package.json`);
  return pathToFileURL(`${dirname(manifest)}/`);
}
