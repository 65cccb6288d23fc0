import { useObservable } from '@playgate/react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import type { WayRecorder } from '../way-recorder.ts';

/** What happened, in sentences, newest first. It is there to be read, not announced. */
export function WayTale({ recorder }: { readonly recorder: WayRecorder }): ReactNode {
  const { tale } = useObservable(recorder.record);
  const id = useId();
  return (
    <div className="way-tale">
      <h3 id={id}>What just happened</h3>
      <ol aria-labelledby={id}>
        {tale.map((line) => (
          <li key={line.key} className={`story-line story-${line.tone}`}>
            {line.text}
            {line.times > 1 && <span className="story-times"> ×{line.times}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}
