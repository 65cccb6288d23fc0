import { clientTest } from './harness/client-test.ts';
import { ALL_CLIENT_ROWS } from './rows/all-client-rows.ts';

for (const row of ALL_CLIENT_ROWS) clientTest(row);
