import { createObservable } from '@playgate/client';
import type { Observable } from '@playgate/client';
import { send } from '../site/send.ts';

/** Where the report stands. */
export type AuditOrder =
  | { readonly state: 'none' }
  | { readonly state: 'waiting'; readonly looks: number; readonly waitedMs: number }
  | { readonly state: 'ready'; readonly href: string }
  | { readonly state: 'failed'; readonly code: string };

/** The same in the backend's words. */
type Answer = Exclude<AuditOrder, { state: 'none' | 'ready' }> | { readonly state: 'ready' };

const AUDITS = '/api/desk/audits';
const EVERY_MS = 500;

const order = createObservable<AuditOrder>({ state: 'none' });

/** The last order of this page. */
export const auditOrder: Observable<AuditOrder> = order;

/** Orders yesterday's report, and follows it until it is there. */
export async function orderAudit(): Promise<void> {
  order.set({ state: 'waiting', looks: 0, waitedMs: 0 });
  try {
    const { id }: { readonly id: string } = await (await send('POST', AUDITS)).json();
    for (;;) {
      const answer = await lookAt(id);
      order.set(
        answer.state === 'ready' ? { ...answer, href: `${AUDITS}/${id}/report.csv` } : answer,
      );
      if (answer.state !== 'waiting') return;
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  } catch (error) {
    order.set({ state: 'failed', code: String(error) });
  }
}

async function lookAt(id: string): Promise<Answer> {
  const response = await fetch(`${AUDITS}/${id}`);
  if (!response.ok) throw new Error(`The desk answered ${response.status}.`);
  return response.json();
}
