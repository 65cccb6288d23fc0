import type { UsageDimension } from '@playgate/server';
import type { CutOff, MintedTokens } from '@playgate/server/brightcove';
import { Hono } from 'hono';
import { findAccount, listAccounts } from '../accounts.ts';
import type { AuditOrders } from './audit-orders.ts';
import { operatorsOnly } from './operators-only.ts';
import type { OperatorLog } from './operator-log.ts';
import type { Seats } from './seats.ts';
import type { VendorWatch } from './watch-vendors.ts';

/** What lies on the operator's desk. */
export interface DeskParts {
  readonly seats: Seats;
  readonly log: OperatorLog;
  readonly usage: VendorWatch['usage'];
  readonly mintedTokens: MintedTokens;
  readonly audits: AuditOrders;
}

const DIMENSIONS: readonly UsageDimension[] = ['vendor', 'viewer', 'resource'];

/** The operator's desk: who is cut off, reports, what vendors refused, what was used. */
export function deskRoutes(parts: DeskParts): Hono {
  const { seats, log, usage } = parts;
  const routes = new Hono();
  // A demo: whoever asks gets the seat. A real application has its operators' own sign-in here.
  routes.post('/sit-down', (context) => {
    context.header('Set-Cookie', seats.take());
    return context.json({ isSeated: true });
  });
  routes.get('/seat', (context) => context.json({ isSeated: seats.isTaken(context.req.raw) }));
  routes.use('*', operatorsOnly(seats));
  routes.post('/stand-up', (context) => {
    context.header('Set-Cookie', seats.leave(context.req.raw));
    return context.json({ isSeated: false });
  });
  routes.get('/log', (context) =>
    context.json({ lines: log.after(Number(context.req.query('after') ?? 0)) }),
  );
  routes.get('/usage', (context) =>
    context.json(Object.fromEntries(DIMENSIONS.map((name) => [name, usage.totals(name)]))),
  );
  addViewers(routes, parts);
  addAudits(routes, parts);
  return routes;
}

function addViewers(routes: Hono, { mintedTokens }: DeskParts): void {
  routes.get('/viewers', async (context) => {
    const viewers = listAccounts().map(async ({ id, name }) => ({
      ...{ id, name, isCutOff: await mintedTokens.isCutOff(id) },
    }));
    return context.json({ viewers: await Promise.all(viewers) });
  });
  routes.post('/viewers/:id/:act{cut-off|restore}', async (context) => {
    const account = findAccount(context.req.param('id'));
    if (account === undefined) return context.json({ error: 'No such viewer.' }, 404);
    const { signal } = context.req.raw;
    const cutOff =
      context.req.param('act') === 'restore'
        ? await mintedTokens.restore(account.id, { signal })
        : await mintedTokens.cutOff(account.id, { signal });
    return context.json(briefly(cutOff));
  });
}

const briefly = ({ live, done, failed }: CutOff) => ({
  ...{ live, done, failed: failed.map(({ code }) => code) },
});

function addAudits(routes: Hono, { audits }: DeskParts): void {
  routes.post('/audits', (context) => context.json({ id: audits.order() }, 202));
  routes.get('/audits/:id', (context) => {
    const order = audits.find(context.req.param('id'));
    return order === undefined
      ? context.json({ error: 'No such order.' }, 404)
      : context.json(order);
  });
  routes.get('/audits/:id/report.csv', async (context) => {
    const report = await audits.download(context.req.param('id'), context.req.raw.signal);
    if (report === undefined) return context.json({ error: 'There is no such report.' }, 404);
    return context.body(report, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="audit-report.csv"',
    });
  });
}
