import type { Observable } from '@playgate/client';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { animateTimeline } from './animate-timeline.ts';
import type { Recording } from './recorder.ts';
import { SCENE_HEIGHT } from './rows.ts';

interface TimelineCanvasProps {
  readonly recording: Observable<Recording>;
  /** What the drawing shows, for those who do not see it. */
  readonly label: string;
}

/** The drawing. It moves by itself: React is not involved once it is there. */
export function TimelineCanvas({ recording, label }: TimelineCanvasProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    return element === null ? undefined : animateTimeline(element, recording);
  }, [recording]);
  return (
    <canvas
      ref={canvas}
      className="timeline-canvas"
      style={{ height: SCENE_HEIGHT }}
      role="img"
      aria-label={label}
    />
  );
}
