import { useState } from 'react';
import type { ReactNode } from 'react';
import { accounts } from './accounts.ts';
import type { Account } from './accounts.ts';
import { signIn } from './visit.ts';

/** The accounts to choose from. */
export function AccountChoice({ onDone }: { readonly onDone?: () => void }): ReactNode {
  const [problem, setProblem] = useState<string>();
  const choose = (account: Account): void => {
    signIn(account).then(onDone, (error: unknown) => setProblem(String(error)));
  };
  return (
    <>
      <ul className="accounts">
        {accounts.map((account) => (
          <li key={account.id}>
            <button type="button" className="account" onClick={() => choose(account)}>
              <span className="account-face" aria-hidden="true">
                {account.name[0]}
              </span>
              <span>
                <span className="account-name">Sign in as {account.name}</span>
                <span className="account-note">{account.note}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {problem !== undefined && <p role="alert">{problem}</p>}
    </>
  );
}
