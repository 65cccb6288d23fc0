import type { Observable } from '@playgate/client';
import { drawTimeline } from './draw-timeline.ts';
import { paint } from './paint.ts';
import { readPalette } from './palette.ts';
import type { Recording } from './recorder.ts';
import { SCENE_HEIGHT } from './rows.ts';
import { viewFor } from './view.ts';

const REDUCED_MOTION = '(prefers-reduced-motion: reduce)';
const DARK = '(prefers-color-scheme: dark)';
const SLOW_FRAME_MS = 1000;
const FRAME_MS = 30;

/**
 * Keeps a canvas up to date until the returned function is called. It draws only while it is in view, and once a second for viewers
 * who want less motion.
 */
export function animateTimeline(
  canvas: HTMLCanvasElement,
  recording: Observable<Recording>,
): () => void {
  const context = canvas.getContext('2d');
  if (context === null) return () => undefined;
  const calm = matchMedia(REDUCED_MOTION);
  let width = 0;
  let inView = true;
  let palette = readPalette(canvas);
  let drawnAt = -Infinity;
  let frame = 0;

  const draw = (now: number): void => {
    frame = requestAnimationFrame(draw);
    if (!inView || width === 0 || now - drawnAt < (calm.matches ? SLOW_FRAME_MS : FRAME_MS)) return;
    drawnAt = now;
    const scene = drawTimeline(recording.get().timeline, viewFor(width, performance.now()));
    paint(context, scene, palette, { width, height: SCENE_HEIGHT });
  };
  const fit = new ResizeObserver(() => {
    width = canvas.clientWidth;
    const ratio = devicePixelRatio;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(SCENE_HEIGHT * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawnAt = -Infinity;
  });
  const seen = new IntersectionObserver(([entry]) => (inView = entry?.isIntersecting ?? true));
  const recolour = (): void => {
    palette = readPalette(canvas);
    drawnAt = -Infinity;
  };
  const themed = new MutationObserver(recolour);
  const dark = matchMedia(DARK);

  fit.observe(canvas);
  seen.observe(canvas);
  themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  dark.addEventListener('change', recolour);
  frame = requestAnimationFrame(draw);
  return () => {
    cancelAnimationFrame(frame);
    fit.disconnect();
    seen.disconnect();
    themed.disconnect();
    dark.removeEventListener('change', recolour);
  };
}
