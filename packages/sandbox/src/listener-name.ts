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

/** A listener, or a fault origin in front of a server that is none of the sandbox's. */
export type DoorName = ListenerName | 'front';

export const isListener = (value: unknown): value is ListenerName =>
  LISTENERS.some((name) => name === value);
