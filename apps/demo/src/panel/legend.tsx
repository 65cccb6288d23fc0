import type { ReactNode } from 'react';

const SIGNS = [
  ['pass', 'pass in use'],
  ['spare', 'life left when replaced'],
  ['ask', 'next one asked for'],
  ['buffer', 'buffered'],
  ['served', 'served'],
  ['refused', 'refused'],
  ['parked', 'waiting'],
  ['replayed', 'sent again'],
  ['stopped', 'stopped'],
] as const;

/** What the signs mean. */
export function Legend(): ReactNode {
  return (
    <ul className="legend" aria-label="Legend">
      {SIGNS.map(([sign, text]) => (
        <li key={sign}>
          <span className={`sign sign-${sign}`} aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}
