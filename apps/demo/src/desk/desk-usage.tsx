import type { ReactNode } from 'react';
import type { DeskState, UsageTotal } from './desk-state.ts';

/** Calls at vendors, counted since the backend started. */
export function DeskUsage({ usage }: { readonly usage: DeskState['usage'] }): ReactNode {
  return (
    <details className="as-text">
      <summary>What was used</summary>
      <UsageTable name="Vendor" totals={usage.vendor} />
      <UsageTable name="Viewer" totals={usage.viewer} />
    </details>
  );
}

interface UsageTableProps {
  readonly name: string;
  readonly totals: readonly UsageTotal[];
}

function UsageTable({ name, totals }: UsageTableProps): ReactNode {
  if (totals.length === 0) return null;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{name}</th>
          <th scope="col">Calls</th>
          <th scope="col">Failed</th>
        </tr>
      </thead>
      <tbody>
        {totals.map((total) => (
          <tr key={total.name}>
            <th scope="row">{total.name}</th>
            <td>{total.attempts}</td>
            <td>{total.failures}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
