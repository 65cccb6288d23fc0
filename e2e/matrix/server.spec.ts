import { serverTest } from './harness/server-test.ts';
import { SERVER_ROWS } from './rows/server-rows.ts';

for (const row of SERVER_ROWS) serverTest(row);
