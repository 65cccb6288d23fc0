import type { Context } from 'hono';
import { Hono } from 'hono';
import type { SandboxClock } from '../../../sandbox-clock.ts';
import type { Account } from '../account/account.ts';
import type { Found } from '../door.ts';
import type { Audit, AuditStatus, Audits } from './audits.ts';
import type { ReportUrls } from './reports-door.ts';

export interface AuditParts {
  readonly account: Account;
  readonly audits: Audits;
  readonly clock: SandboxClock;
  readonly reports: ReportUrls;
}

const BASE = '/v1/audit/accounts/:account';

const DAY_MS = 86_400_000;

type Asked = Context<Found>;

/**
 * Orders a day's report, says how far it is, and gives out a URL that it can be had at for a quarter of an hour.
 *
 * @see Brightcove, "Using Authentication APIs", Audit API: its spelling is the default. The OpenAPI file has another, and the only
 * body of an error.
 */
export function auditApi({ account, audits, clock, reports }: AuditParts): Hono<Found> {
  const app = new Hono<Found>();
  const isOpenApi = (): boolean => account.settings.spelling === 'openapi';
  app.post(`${BASE}/query/:date`, (c) => {
    const date = c.req.param('date');
    const wrong = dateFault(date, clock.now());
    if (wrong !== undefined) return failure(c, 400, wrong);
    const { id } = audits.order(date);
    return c.json(isOpenApi() ? { execution_id: id } : { executionID: id });
  });
  app.get(`${BASE}/execution/:id/status`, (c) =>
    onAudit(audits, c, (audit) => {
      const status = audits.poll(audit);
      return c.json(isOpenApi() ? { state: openApiState(status) } : { status });
    }),
  );
  app.get(`${BASE}/execution/:id/report`, (c) =>
    onAudit(audits, c, (audit) => {
      if (audits.status(audit) !== 'completed') return failure(c, 400, 'There is no report yet.');
      const { url, expiresAtSeconds } = reports.sign(new URL(c.req.url).origin, audit);
      return c.json(
        isOpenApi()
          ? { report_url: url, expiration_time: expiresAtSeconds }
          : { signedURL: url, expirationTime: expiresAtSeconds },
      );
    }),
  );
  return app;
}

function onAudit(audits: Audits, c: Asked, act: (audit: Audit) => Response): Response {
  const audit = audits.get(c.req.param('id') ?? '');
  return audit ? act(audit) : failure(c, 404, 'There is no such execution.');
}

const failure = (c: Asked, status: 400 | 404, message: string): Response =>
  c.json({ status: 'failed', message }, status);

const openApiState = (status: AuditStatus): string =>
  status === 'completed' ? 'SUCCEEDED' : status;

/** What is wrong with the day of an order; all days are UTC's. */
function dateFault(date: string, now: number): string | undefined {
  const midnight = Date.parse(`${date}T00:00:00.000Z`);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(date) && Number.isFinite(midnight);
  if (!isDay || new Date(midnight).toISOString().slice(0, 10) !== date)
    return 'date must be a day, YYYY-MM-DD.';
  const today = now - (now % DAY_MS);
  if (midnight === today) return 'date cannot be today.';
  if (midnight > today) return 'date cannot be in the future.';
  return midnight < today - 30 * DAY_MS ? 'date cannot be more than 30 days ago.' : undefined;
}
