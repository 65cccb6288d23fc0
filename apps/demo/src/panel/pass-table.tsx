import type { ReactNode } from 'react';
import type { PassLife, TimelineCounts } from './timeline.ts';

interface PassTableProps {
  readonly passes: readonly PassLife[];
  readonly counts: TimelineCounts;
}

/** The drawing as text. */
export function PassTable({ passes, counts }: PassTableProps): ReactNode {
  return (
    <details className="as-text">
      <summary>The drawing as a table</summary>
      <p>
        {counts.passes} passes so far. {counts.served} requests served, {counts.refused} refused,{' '}
        {counts.parked} made to wait, {counts.replayed} sent again. {counts.stalls} interruptions.
      </p>
      <table>
        <caption>The passes of the last minute</caption>
        <thead>
          <tr>
            <th scope="col">Pass</th>
            <th scope="col">Good for</th>
            <th scope="col">In use for</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {passes.map((pass) => (
            <tr key={pass.generation}>
              <th scope="row">{pass.generation}</th>
              <td>{seconds(pass.receivedAt, pass.endsAt) ?? 'until refused'}</td>
              <td>{seconds(pass.receivedAt, pass.replacedAt) ?? '–'}</td>
              <td>{pass.replacedAt === undefined ? 'in use' : 'replaced'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function seconds(from: number, to: number | undefined): string | undefined {
  return to === undefined ? undefined : `${((to - from) / 1000).toFixed(1)} s`;
}
