import { isServerError } from '@playgate/server';
import type { AuditApi, AuditProgress, AuditReport } from '@playgate/server/brightcove';

/** Where an ordered report stands. */
export type AuditOrder =
  | { readonly state: 'waiting'; readonly looks: number; readonly waitedMs: number }
  | { readonly state: 'ready' }
  | { readonly state: 'failed'; readonly code: string };

/** Reports of who was given keys, which take the vendor a while. Kept in memory. */
export interface AuditOrders {
  /** Orders yesterday's report, and does not wait for it. @returns the order's id. */
  order(): string;
  find(id: string): AuditOrder | undefined;
  /** The report as CSV; `undefined` while there is none. */
  download(id: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array> | undefined>;
}

const DAY_MS = 86_400_000;
const LIMIT = 50;

export function createAuditOrders(
  audit: Pick<AuditApi, 'generate' | 'download'>,
  now: () => number = Date.now,
): AuditOrders {
  const orders = new Map<string, AuditOrder>();
  const reports = new Map<string, AuditReport>();
  const prepare = async (id: string): Promise<void> => {
    const onProgress = ({ looks, waitedMs }: AuditProgress): void =>
      void orders.set(id, { state: 'waiting', looks, waitedMs });
    try {
      const day = new Date(now() - DAY_MS).toISOString().slice(0, 10);
      reports.set(id, await audit.generate(day, { onProgress }));
      orders.set(id, { state: 'ready' });
    } catch (error) {
      orders.set(id, { state: 'failed', code: isServerError(error) ? error.code : 'unknown' });
    }
  };
  return {
    order() {
      const id = crypto.randomUUID();
      const [oldest] = orders.keys();
      if (orders.size >= LIMIT && oldest !== undefined) {
        orders.delete(oldest);
        reports.delete(oldest);
      }
      orders.set(id, { state: 'waiting', looks: 0, waitedMs: 0 });
      void prepare(id);
      return id;
    },
    find: (id) => orders.get(id),
    async download(id, signal) {
      const report = reports.get(id);
      return report && (await audit.download(report, { signal })).body;
    },
  };
}
