import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';

/**
 * Lets only pages of one's own site change anything: another site can neither send the header nor forge `Origin`. Reading is left to
 * the browser's same-origin policy.
 */
export function ownPagesOnly(origin: string): MiddlewareHandler {
  return createMiddleware(async (context, next) => {
    const { req } = context;
    const reads = req.method === 'GET' || req.method === 'HEAD';
    const own = req.header('origin') === origin && req.header('x-playgate') === '1';
    if (!reads && !own) return context.json({ error: 'Only pages of this site may do that.' }, 403);
    await next();
    return undefined;
  });
}
