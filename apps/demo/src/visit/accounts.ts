/** The demo's accounts. There are no passwords: this is a demo, and says so. */
export interface Account {
  readonly id: 'ada' | 'grace';
  readonly name: string;
  readonly note: string;
}

export const accounts: readonly Account[] = [
  { id: 'ada', name: 'Ada', note: 'has a ticket for everything' },
  { id: 'grace', name: 'Grace', note: 'has no ticket' },
];
