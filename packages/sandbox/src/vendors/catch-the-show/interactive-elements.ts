import type { Account } from './account.ts';

/** Something that a viewer can act on while the picture runs. */
export interface InteractiveElement {
  readonly id: string;
  readonly question: string;
  readonly choices: readonly string[];
  readonly at_seconds: number;
}

/** The films that have something to act on, by id. The document names an Interactive Video API and says no more of it. */
const ELEMENTS: Readonly<Record<string, readonly InteractiveElement[]>> = {
  'launch-film': [
    {
      id: 'ending',
      question: 'Shall the rocket land?',
      choices: ['yes', 'no'],
      at_seconds: 20,
    },
  ],
};

export const elementsOf = (id: string): readonly InteractiveElement[] =>
  Object.hasOwn(ELEMENTS, id) ? (ELEMENTS[id] ?? []) : [];

export const isInteractive = (account: Account, id: string): boolean =>
  elementsOf(id).length > 0 && account.videos.get(id) !== undefined;
