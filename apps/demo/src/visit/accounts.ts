/** The demo's accounts, as this site knows them. They sign in at the authorization server, which asks for no password here. */
export interface Account {
  readonly id: 'ada' | 'grace';
  readonly name: string;
  readonly note: string;
}

export const accounts: readonly Account[] = [
  { id: 'ada', name: 'Ada', note: 'has a ticket for everything' },
  { id: 'grace', name: 'Grace', note: 'has no ticket' },
];

/** @param id What a session calls its viewer. */
export function findAccount(id: string | undefined): Account | undefined {
  return accounts.find((account) => account.id === id);
}
