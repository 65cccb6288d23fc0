/** A demo account. There are no passwords: whoever runs the demo may be either of the two. */
export interface Account {
  readonly id: string;
  readonly name: string;
  /** Whether the account may watch what needs a ticket. */
  readonly hasTicket: boolean;
  /** By which SecureVideo knows them. Nothing is ever sent there. */
  readonly email: string;
}

const ACCOUNTS: readonly Account[] = [
  { id: 'ada', name: 'Ada', hasTicket: true, email: 'ada@app.example' },
  { id: 'grace', name: 'Grace', hasTicket: false, email: 'grace@app.example' },
];

/** @param id From a browser, so it can be anything. */
export function findAccount(id: unknown): Account | undefined {
  return ACCOUNTS.find((account) => account.id === id);
}

export function listAccounts(): readonly Account[] {
  return ACCOUNTS;
}
