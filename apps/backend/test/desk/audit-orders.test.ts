import { Secret, ServerError, systemClock } from '@playgate/server';
import type { AuditApi, AuditProgress, AuditReport } from '@playgate/server/brightcove';
import { expect, test } from 'vitest';
import { createAuditOrders } from '../../src/desk/audit-orders.ts';

const REPORT: AuditReport = {
  url: new Secret('https://reports.example/1'),
  expiresAt: systemClock.now(),
};
const NOON = Date.UTC(2026, 2, 1, 12);

/** A vendor that says what it is told to. */
function stage() {
  const days: string[] = [];
  let tell: (progress: AuditProgress) => void = () => {};
  let settle: { done(): void; fail(error: unknown): void } | undefined;
  const audit: Pick<AuditApi, 'generate' | 'download'> = {
    generate: (day, { onProgress = () => {} } = {}) => {
      days.push(day);
      tell = onProgress;
      return new Promise<AuditReport>((resolve, reject) => {
        settle = { done: () => resolve(REPORT), fail: reject };
      });
    },
    download: async () => ({ body: new Blob(['a,b\r\n']).stream() }),
  };
  return {
    days,
    orders: createAuditOrders(audit, () => NOON),
    look: (looks: number) => tell({ status: 'processing', looks, waitedMs: looks * 1000 }),
    async end(error?: unknown) {
      if (error === undefined) settle?.done();
      else settle?.fail(error);
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

const { signal } = new AbortController();

test('yesterday’s report is ordered, followed, and downloaded once it is there', async () => {
  const { orders, days, look, end } = stage();
  const id = orders.order();
  expect(days).toEqual(['2026-02-28']);
  look(2);
  expect(orders.find(id)).toEqual({ state: 'waiting', looks: 2, waitedMs: 2000 });
  expect(await orders.download(id, signal)).toBeUndefined();
  await end();
  expect(orders.find(id)).toEqual({ state: 'ready' });
  expect(await new Response(await orders.download(id, signal)).text()).toBe('a,b\r\n');
});

test('a report that cannot be made says why', async () => {
  const { orders, end } = stage();
  const id = orders.order();
  await end(new ServerError('vendor_status', 'No.'));
  expect(orders.find(id)).toEqual({ state: 'failed', code: 'vendor_status' });
});

test('an order that nobody made is unknown', () => {
  expect(stage().orders.find('any')).toBeUndefined();
});
