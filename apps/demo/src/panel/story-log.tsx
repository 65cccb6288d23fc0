import { useObservable } from '@playgate/react';
import type { ReactNode } from 'react';
import type { Recorder } from './recorder.ts';

/** The story in sentences, newest first. It is there to be read, not announced: passes come every few seconds. */
export function StoryLog({ recorder }: { readonly recorder: Recorder }): ReactNode {
  const { story } = useObservable(recorder.recording);
  return (
    <section className="story" aria-labelledby="story-title">
      <h2 id="story-title">What just happened</h2>
      {story.length === 0 ? (
        <p className="story-empty">Nothing yet. Press play.</p>
      ) : (
        <ol aria-label="Events, newest first">
          {story.map((line) => (
            <li key={line.key} className={`story-line story-${line.tone}`}>
              {line.text}
              {line.times > 1 && <span className="story-times"> ×{line.times}</span>}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
