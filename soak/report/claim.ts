/** Something that must hold, and what was measured. */
export interface Claim {
  readonly text: string;
  readonly holds: boolean;
}

export const claim = (holds: boolean, text: string): Claim => ({ holds, text });

/** One line for each, for a terminal. */
export const printClaims = (claims: readonly Claim[]): string =>
  claims.map(({ holds, text }) => `  ${holds ? 'ok  ' : 'FAIL'} ${text}`).join('\n');
