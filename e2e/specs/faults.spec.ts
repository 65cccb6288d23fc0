// The rows of the fault matrix that tell most, within a minute; `npm run matrix` plays all of them, in every engine and browser.
import { clientTest } from '../matrix/harness/client-test.ts';
import { mediaTest } from '../matrix/harness/media-test.ts';
import { serverTest } from '../matrix/harness/server-test.ts';
import { ALL_CLIENT_ROWS } from '../matrix/rows/all-client-rows.ts';
import { MEDIA_ROWS } from '../matrix/rows/media-rows.ts';
import { SERVER_ROWS } from '../matrix/rows/server-rows.ts';

const CLIENT =
  /^(T1|T3 date|T5 500|T6|T8 slow|T9 cut|T10|T11 other|T13 CORS|T14|T15 \+1 h|T16|T21.*|T22 68 years|T23)$/;
const SERVER = /^(S1|S2|S3|S4|S6|S7|S8|S9|S11)/;
const MEDIA = /^(M1|M2 (segment|key)|M4|M5 503|M6|M7 segment|M13 dispose|M14|N1)$/;

for (const row of ALL_CLIENT_ROWS) if (CLIENT.test(row.id)) clientTest(row);
for (const row of SERVER_ROWS) if (SERVER.test(row.id)) serverTest(row);
for (const row of MEDIA_ROWS)
  if (MEDIA.test(row.id) && row.engines === undefined) mediaTest(row, 'videojs');
