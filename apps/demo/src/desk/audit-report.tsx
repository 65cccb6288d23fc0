import { useObservable } from '@playgate/react';
import type { ReactNode } from 'react';
import { auditOrder, orderAudit } from './audit-order.ts';
import type { AuditOrder } from './audit-order.ts';

/** Yesterday's report of who was given keys: ordered, waited for, downloaded. */
export function AuditReport(): ReactNode {
  const order = useObservable(auditOrder);
  return (
    <div className="desk-part">
      <h3>Audit</h3>
      <div className="audit">
        <button
          type="button"
          className="button"
          disabled={order.state === 'waiting'}
          onClick={() => void orderAudit()}
        >
          Audit report
        </button>
        <div className="audit-state" role="status">
          <AuditState order={order} />
        </div>
      </div>
    </div>
  );
}

function AuditState({ order }: { readonly order: AuditOrder }): ReactNode {
  switch (order.state) {
    case 'none':
      return 'Who was given keys yesterday, by UTC.';
    case 'waiting':
      return (
        <>
          <progress aria-label="The vendor is making the report" />
          Looked {order.looks} times, {Math.round(order.waitedMs / 1000)} s so far
        </>
      );
    case 'ready':
      return (
        <a href={order.href} download>
          Download the report (CSV)
        </a>
      );
    case 'failed':
      return `No report: ${order.code}.`;
  }
}
