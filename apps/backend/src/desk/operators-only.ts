import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Seats } from './seats.ts';

/** Lets nobody in who has no seat at the operator's desk. */
export function operatorsOnly(seats: Seats): MiddlewareHandler {
  return createMiddleware(async (context, next) => {
    if (!seats.isTaken(context.req.raw))
      return context.json({ error: 'Only operators may see that.' }, 401);
    await next();
    return undefined;
  });
}
