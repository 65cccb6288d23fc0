import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env, Hono } from 'hono';
import { assetDirectory } from '../asset-directory.ts';

/** Serves scripts and style sheets of the sandbox's own pages, by name. */
export function servePageAssets<E extends Env>(
  app: Hono<E>,
  base: string,
  names: readonly string[],
): void {
  const directory = assetDirectory('pages');
  for (const name of names) {
    const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    app.get(`${base}/${name}`, (c) =>
      c.body(readFileSync(join(directory, name), 'utf8'), 200, {
        'Content-Type': `${type}; charset=utf-8`,
        'Cache-Control': 'no-store',
      }),
    );
  }
}
