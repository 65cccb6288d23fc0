import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';

/** Has no answer kept or sniffed, whatever its status. */
export function neverKept(): MiddlewareHandler {
  return createMiddleware(async (context, next) => {
    await next();
    context.header('Cache-Control', 'no-store');
    context.header('X-Content-Type-Options', 'nosniff');
  });
}
