import type { Ink } from './scene.ts';

/** The colours of a drawing, and its font. */
export type Palette = Readonly<Record<Ink | 'paper' | 'font', string>>;

const PROPERTY: Readonly<Record<Exclude<keyof Palette, 'font'>, string>> = {
  picture: '--ink-picture',
  stalled: '--ink-refused',
  paused: '--ink-grid',
  buffer: '--ink-buffer',
  pass: '--ink-pass',
  spare: '--ink-spare',
  ask: '--ink-ask',
  served: '--ink-served',
  refused: '--ink-refused',
  failed: '--ink-refused',
  parked: '--ink-parked',
  replayed: '--ink-replayed',
  grid: '--ink-grid',
  now: '--text',
  text: '--text-soft',
  faint: '--text-soft',
  paper: '--card',
};

/**
 * Reads the palette that the style sheet gives an element. A canvas knows neither custom properties nor `light-dark()`, so each colour
 * is put on an element first and read from there.
 */
export function readPalette(element: Element): Palette {
  const probe = document.createElement('span');
  element.after(probe);
  const colour = (name: keyof typeof PROPERTY): string => {
    probe.style.color = `var(${PROPERTY[name]})`;
    return getComputedStyle(probe).color;
  };
  const palette: Palette = {
    picture: colour('picture'),
    stalled: colour('stalled'),
    paused: colour('paused'),
    buffer: colour('buffer'),
    pass: colour('pass'),
    spare: colour('spare'),
    ask: colour('ask'),
    served: colour('served'),
    refused: colour('refused'),
    failed: colour('failed'),
    parked: colour('parked'),
    replayed: colour('replayed'),
    grid: colour('grid'),
    now: colour('now'),
    text: colour('text'),
    faint: colour('faint'),
    paper: colour('paper'),
    font: getComputedStyle(probe).fontFamily,
  };
  probe.remove();
  return palette;
}
