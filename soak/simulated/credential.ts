/** What a model credential says: whose it is, the number of its minting, and when it is over, on the world's clock. */
export interface Credential {
  readonly viewer: string;
  readonly n: number;
  readonly overAt: number;
}

export const formatCredential = ({ viewer, n, overAt }: Credential): string =>
  `${viewer}.${n}.${overAt}`;

export function parseCredential(header: string | undefined): Credential | undefined {
  const [, viewer, n, overAt] = /^Bearer ([\w-]+)\.(\d+)\.(\d+)$/.exec(header ?? '') ?? [];
  return viewer === undefined ? undefined : { viewer, n: Number(n), overAt: Number(overAt) };
}
