import { ServerError } from '../server-error.ts';

/** What is to be played. */
export type BrightcoveAsset =
  | { readonly by: 'id'; readonly id: string }
  | { readonly by: 'reference'; readonly reference: string };

const ASSET = /^(?:video:(\d{1,20})|ref:([^\u0000-\u001f\u007f]{1,150}))$/;

/**
 * Reads a grant's asset: `video:<id>`, or `ref:<reference id>`.
 *
 * @throws {ServerError} `invalid_grant`
 */
export function parseBrightcoveAsset(asset: string): BrightcoveAsset {
  const [, id, reference] = ASSET.exec(asset) ?? [];
  if (id !== undefined) return { by: 'id', id };
  if (reference !== undefined) return { by: 'reference', reference };
  throw new ServerError(
    'invalid_grant',
    "The grant's asset must be video:<id> with the video's digits, or ref:<reference id>.",
  );
}
