import type { ClientRow } from './client-row.ts';
import { CLIENT_ROWS } from './client-rows.ts';
import { TIME_ROWS } from './time-rows.ts';
import { clientRow } from './token-row.ts';
import { TOKEN_ROWS } from './token-rows.ts';

/** Whatever happens to clients: answers, time, and the rest. */
export const ALL_CLIENT_ROWS: readonly ClientRow[] = [
  ...TOKEN_ROWS.map(clientRow),
  ...TIME_ROWS,
  ...CLIENT_ROWS,
];
