import { paint } from './paint.ts';
import { readPalette } from './palette.ts';
import type { Scene } from './scene.ts';
import { viewFor } from './view.ts';
import type { View } from './view.ts';

/** A drawing of the last seconds, and how tall it is in CSS pixels. */
export interface Drawing {
  readonly height: number;
  readonly draw: (view: View) => Scene;
}

const REDUCED_MOTION = '(prefers-reduced-motion: reduce)';
const DARK = '(prefers-color-scheme: dark)';
const SLOW_FRAME_MS = 1000;
const FRAME_MS = 30;

/**
 * Keeps a canvas up to date until the returned function is called. It draws only while it is in view, and once a second for viewers
 * who want less motion.
 */
export function animateScene(
  canvas: HTMLCanvasElement,
  { height, draw: drawScene }: Drawing,
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
    const scene = drawScene(viewFor(width, performance.now()));
    paint(context, scene, palette, { width, height });
  };
  const fit = new ResizeObserver(() => {
    width = canvas.clientWidth;
    const ratio = devicePixelRatio;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
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
