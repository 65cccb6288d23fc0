/** Who can sign in. The sandbox asks for no password. */
export interface SampleUser {
  readonly id: string;
  readonly name: string;
}

export const SAMPLE_USERS: readonly SampleUser[] = [
  { id: 'ada', name: 'Ada Lovelace' },
  { id: 'grace', name: 'Grace Hopper' },
];

export const sampleUser = (id: unknown): SampleUser | undefined =>
  SAMPLE_USERS.find((user) => user.id === id);
