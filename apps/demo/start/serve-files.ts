import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A folder of files below a path. */
export interface ServedFolder {
  /** Such as `/videojs/`. */
  readonly path: string;
  readonly folder: URL;
  /** Printed as the answer when the folder is not there: what to do. */
  readonly missing: string;
}

/** Serves folders, the first that has the file. */
export function serveFiles(folders: readonly ServedFolder[]): Hono {
  const app = new Hono();
  for (const { path, folder, missing } of folders) {
    const root = fileURLToPath(folder);
    if (existsSync(root))
      app.use(
        `${path}*`,
        serveStatic({ root, rewriteRequestPath: (asked) => asked.slice(path.length - 1) }),
      );
    else app.all(`${path}*`, (context) => context.text(`${missing}\n`, 503));
  }
  return app;
}
