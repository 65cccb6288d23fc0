import type { ReactNode } from 'react';
import type { Film } from '../films/films.ts';
import { lastingFaults, passingFaults } from './faults.ts';
import { Switch } from './switch.tsx';
import { useFaults } from './use-faults.ts';

/** Switches that break things on purpose. */
export function FaultBoard({ film }: { readonly film: Film }): ReactNode {
  const faults = useFaults(film);
  return (
    <section className="board" aria-labelledby="board-title">
      <header className="board-head">
        <h2 id="board-title">Break something</h2>
        <button type="button" className="button" onClick={faults.reset}>
          Mend everything
        </button>
      </header>
      <h3>Once</h3>
      <ul className="presses">
        {passingFaults.map((fault) => (
          <li key={fault.id}>
            <button
              type="button"
              className="press"
              title={fault.hint}
              aria-describedby={`hint-${fault.id}`}
              onClick={() => faults.press(fault)}
            >
              {fault.name}
            </button>
            <span id={`hint-${fault.id}`} className="visually-hidden">
              {fault.hint}
            </span>
          </li>
        ))}
      </ul>
      <h3>Until switched off</h3>
      <ul className="switches">
        {lastingFaults.map((fault) => (
          <li key={fault.id}>
            <Switch
              id={fault.id}
              name={fault.name}
              hint={fault.hint}
              isOn={faults.isOn(fault)}
              onTurn={() => faults.turn(fault)}
            />
          </li>
        ))}
      </ul>
      {faults.problem !== undefined && (
        <p className="board-problem" role="alert">
          {faults.problem}
        </p>
      )}
    </section>
  );
}
