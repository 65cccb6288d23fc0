import type { EpochMs } from '@playgate/protocol';
import { textMember, timeMember } from './members.ts';

/** Somebody whom the vendor knows. `undefined`: its answer does not say. */
export interface User {
  readonly id: string;
  readonly name: string | undefined;
  readonly createdAt: EpochMs | undefined;
}

export interface NewUser {
  readonly name: string;
}

/** @returns `undefined` for what is no user. */
export function readUser(answer: unknown): User | undefined {
  const id = textMember(answer, 'id');
  if (id === undefined || id === '') return undefined;
  return { id, name: textMember(answer, 'name'), createdAt: timeMember(answer, 'created_at') };
}
