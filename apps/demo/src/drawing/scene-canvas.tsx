import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { animateScene } from './animate-scene.ts';
import type { Drawing } from './animate-scene.ts';

interface SceneCanvasProps {
  /** Must keep its identity between renders. */
  readonly drawing: Drawing;
  /** What the drawing shows, for those who do not see it. */
  readonly label: string;
}

/** A drawing that moves by itself: React is not involved once it is there. */
export function SceneCanvas({ drawing, label }: SceneCanvasProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    return element === null ? undefined : animateScene(element, drawing);
  }, [drawing]);
  return (
    <canvas
      ref={canvas}
      className="timeline-canvas"
      style={{ height: drawing.height }}
      role="img"
      aria-label={label}
    />
  );
}
