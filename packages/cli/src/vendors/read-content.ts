import type { IbmContent } from '@playgate/server/ibm';
import { CliError } from '../cli-error.ts';
import type { CliErrorCode } from '../cli-error.ts';

/**
 * Reads the name of a content.
 *
 * @param blame The code of the error, if it is none.
 * @throws {CliError}
 */
export function readContent(text: string = '', blame: CliErrorCode = 'usage'): IbmContent {
  if (isContent(text)) return text;
  throw new CliError(blame, 'Name the content channel:<id> or video:<id>, with IBM’s number.');
}

function isContent(text: string): text is IbmContent {
  return /^(channel|video):\d{1,20}$/.test(text);
}
