import { useSession } from '@playgate/react';
import { findAccount } from './accounts.ts';
import type { Account } from './accounts.ts';

/** Who is signed in, as far as this site knows them. */
export function useViewer(): Account | undefined {
  return findAccount(useSession().subject);
}
