import type { ReactNode } from 'react';
import type { LogLine } from './desk-state.ts';

/** What operators should know, newest first. */
export function DeskLog({ lines }: { readonly lines: readonly LogLine[] }): ReactNode {
  return (
    <div className="desk-part">
      <h3 id="desk-log">Log</h3>
      {lines.length === 0 ? (
        <p className="desk-log desk-note">Nothing has gone wrong yet.</p>
      ) : (
        <ol className="desk-log" aria-labelledby="desk-log">
          {lines.map((line) => (
            <li key={line.n} className={`log-line log-${line.tone}`}>
              <span className="log-head">
                {timeOf(line.atMs)} {line.tone === 'alarm' && <strong>Alarm</strong>} {line.vendor}
              </span>
              {line.text}
              {line.correlationId !== undefined && (
                <code className="log-reference">{line.correlationId}</code>
              )}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

const timeOf = (atMs: number): string => clock.format(atMs);
