import type { Context } from 'hono';

type Status = 400 | 401 | 403 | 404 | 409;

/** An error as this stand-in words it. The document promises no form at all. */
export const problem = (c: Context, status: Status, code: string, message: string): Response =>
  c.json({ error: { code, message } }, status);

export const invalid = (c: Context, message: string): Response =>
  problem(c, 400, 'invalid_request', message);

export const forbidden = (c: Context): Response =>
  problem(c, 403, 'forbidden', 'This key or token does not permit that.');

export const notFound = (c: Context): Response =>
  problem(c, 404, 'not_found', 'There is no such thing here.');

export const full = (c: Context): Response =>
  problem(c, 409, 'full', 'This account holds no more of these. Delete some.');
