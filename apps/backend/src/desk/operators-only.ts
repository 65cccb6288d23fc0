import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Sessions } from '../sessions.ts';

/** Lets nobody in who has no seat at the operator's desk. */
export function operatorsOnly(seats: Sessions<'operator'>): MiddlewareHandler {
  return createMiddleware(async (context, next) => {
    if (seats.holderOf(context.req.raw) === undefined)
      return context.json({ error: 'Only operators may see that.' }, 401);
    await next();
    return undefined;
  });
}
