import { Hono } from 'hono';
import type { Judged } from '../../credentials/judgement.ts';
import { failure, formOf, onOwn } from './api-access.ts';
import type { ContentType } from './contents.ts';
import type { Settings } from './settings.ts';
import type { ViewerAuth } from './viewer-auth.ts';
import { readViewerAuth } from './viewer-auth.ts';

/**
 * `PUT` and `DELETE` of `/channels/{id}/viewer-auth.json` and `/videos/{id}/viewer-auth.json`.
 *
 * @see IBM Video Streaming, "Viewer Authentication API". Statuses are documented, error values are not: they are those of the locks. To
 * remove what is not set is 404 here.
 */
export function viewerAuthApi(settings: Settings<ViewerAuth>): Hono<Judged> {
  const app = new Hono<Judged>();
  addRoutes(app, settings, '/channels', 'channel');
  addRoutes(app, settings, '/videos', 'recorded');
  return app;
}

function addRoutes(
  app: Hono<Judged>,
  settings: Settings<ViewerAuth>,
  base: '/channels' | '/videos',
  type: ContentType,
): void {
  const path = `${base}/:id/viewer-auth.json` as const;
  app.put(path, (c) =>
    onOwn(c, type, async (content) => {
      const setting = readViewerAuth(await formOf(c));
      if (typeof setting === 'string') return failure(c, 400, setting);
      settings.set(content, setting);
      return c.body(null, 204);
    }),
  );
  app.delete(path, (c) =>
    onOwn(c, type, (content) =>
      settings.remove(content) ? c.body(null, 204) : failure(c, 404, 'not_found'),
    ),
  );
}
