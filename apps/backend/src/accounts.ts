/** A demo account. There are no passwords: whoever runs the demo may be either of the two. */
export interface Account {
  readonly id: string;
  readonly name: string;
  /** Whether the account may watch what is not public. */
  readonly hasTicket: boolean;
}

const ACCOUNTS: readonly Account[] = [
  { id: 'ada', name: 'Ada', hasTicket: true },
  { id: 'grace', name: 'Grace', hasTicket: false },
];

/** @param id From a browser, so it can be anything. */
export function findAccount(id: unknown): Account | undefined {
  return ACCOUNTS.find((account) => account.id === id);
}

export function listAccounts(): readonly Account[] {
  return ACCOUNTS;
}
