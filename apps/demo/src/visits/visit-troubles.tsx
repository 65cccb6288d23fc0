import type { ReactNode } from 'react';
import { Switch } from '../faults/switch.tsx';
import { useAttempt } from '../site/use-attempt.ts';
import { useTroubles } from './use-troubles.ts';
import type { Troubles } from './use-troubles.ts';

const SWITCHES: readonly {
  readonly id: keyof Troubles;
  readonly name: string;
  readonly hint: string;
}[] = [
  {
    id: 'quotaSpent',
    name: 'Quota spent',
    hint: 'The hour’s calls are used up. The backend stops asking, instead of asking on in vain.',
  },
  {
    id: 'wrongAddress',
    name: 'Wrong address',
    hint: 'The backend calls from an address that the vendor has not listed. No repeat helps.',
  },
];

/** Switches that have the vendor refuse the backend. */
export function VisitTroubles(): ReactNode {
  const { troubles, turn } = useTroubles();
  const { attempt, problem } = useAttempt();
  return (
    <section className="board" aria-labelledby="troubles-title">
      <h2 id="troubles-title">Break something</h2>
      <ul className="switches">
        {SWITCHES.map(({ id, name, hint }) => (
          <li key={id}>
            <Switch
              {...{ id, name, hint }}
              isOn={troubles[id]}
              onTurn={() => attempt(() => turn(id))}
            />
          </li>
        ))}
      </ul>
      {problem !== undefined && (
        <p className="board-problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
