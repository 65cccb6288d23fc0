/** The doors of a sandbox, in the order of their ports. */
export const LISTENERS = [
  'control',
  'catchTheShow',
  'ibm',
  'origin',
  'foreign',
  'stapi',
  'authorization',
  'secureVideo',
  'brightcove',
  'mux',
] as const;

export type ListenerName = (typeof LISTENERS)[number];

export const isListener = (value: unknown): value is ListenerName =>
  LISTENERS.some((name) => name === value);
