import type { ReactNode } from 'react';

interface SwitchProps {
  readonly id: string;
  readonly name: string;
  /** What to expect. */
  readonly hint: string;
  readonly isOn: boolean;
  readonly onTurn: () => void;
}

/** A switch with its name and what it does. */
export function Switch({ id, name, hint, isOn, onTurn }: SwitchProps): ReactNode {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-labelledby={`name-${id}`}
      aria-describedby={`hint-${id}`}
      className="switch"
      onClick={onTurn}
    >
      <span className="switch-track" aria-hidden="true" />
      <span>
        <span id={`name-${id}`} className="switch-name">
          {name}
        </span>
        <span id={`hint-${id}`} className="switch-hint">
          {hint}
        </span>
      </span>
    </button>
  );
}
