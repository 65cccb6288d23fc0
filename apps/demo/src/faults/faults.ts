import type { Film } from '../films/films.ts';

/** Something that can go wrong until it is switched off. */
export interface LastingFault {
  readonly id: string;
  readonly name: string;
  /** What to expect. */
  readonly hint: string;
  /** What the sandbox is told; `outage` is the backend's own doing. */
  readonly make: 'outage' | ((film: Film, foreign: string) => object);
}

/** Something that goes wrong once. */
export interface PassingFault {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly path: string;
  readonly make: (film: Film) => object;
}

export const lastingFaults: readonly LastingFault[] = [
  {
    id: 'outage',
    name: 'Pass endpoint down',
    hint: 'The film plays on from its buffer; asks are spaced out and resume by themselves.',
    make: 'outage',
  },
  {
    id: 'slow',
    name: 'Answers 1.5 s late',
    hint: 'Every answer of the vendor is late, those to the backend too. Requests may wait; the picture does not.',
    make: ({ listener }) => ({ where: { listener }, do: { action: 'delay', ms: 1500 } }),
  },
  {
    id: 'refuse-keys',
    name: 'Refuse every key',
    hint: 'One fresh pass, one more try, then it stops with a reason when the buffer ends.',
    make: ({ listener }) => ({ where: { listener, kind: 'key' }, do: { action: 'refuse' } }),
  },
  {
    id: 'refuse-segments',
    name: 'Refuse every segment',
    hint: 'A single request probes while the others wait: the server is not hammered.',
    make: ({ listener }) => ({ where: { listener, kind: 'segment' }, do: { action: 'refuse' } }),
  },
  {
    id: 'no-cors',
    name: 'Refuse without CORS',
    hint: 'The browser shows the page no status at all. It counts as network trouble, never as a no.',
    make: ({ listener }) => ({
      where: { listener, kind: 'segment' },
      do: { action: 'refuse', cors: false },
    }),
  },
  {
    id: 'redirect',
    name: 'Redirect to a stranger',
    hint: 'Segments are sent to a host that the pass does not name. The pass must not go there.',
    make: ({ listener }, foreign) => ({
      where: { listener, kind: 'segment' },
      do: { action: 'redirect', to: `${foreign}/elsewhere.ts` },
    }),
  },
];

export const passingFaults: readonly PassingFault[] = [
  {
    id: 'expire',
    name: 'Expire all passes',
    hint: 'Every pass ends now, earlier than it said.',
    path: 'credentials/expire',
    make: () => ({}),
  },
  {
    id: 'revoke',
    name: 'Revoke all passes',
    hint: 'The vendor takes every pass back.',
    path: 'credentials/revoke',
    make: () => ({}),
  },
  {
    id: 'refuse-two',
    name: 'Refuse 2 requests',
    hint: 'Two refusals: one fresh pass, and both are sent again.',
    path: 'faults',
    make: ({ listener }) => ({
      where: { listener, kind: 'segment' },
      do: { action: 'refuse', status: 401 },
      times: 2,
    }),
  },
  {
    id: 'cut',
    name: 'Cut a connection',
    hint: 'An answer without a status: the request is sent again, once.',
    path: 'faults',
    make: ({ listener }) => ({
      where: { listener, kind: 'segment' },
      do: { action: 'reset' },
      times: 1,
    }),
  },
];
