import { DONE } from '../api/read-answer.ts';
import { corsCheck } from '../doctor/cors-check.ts';
import { createDoctorCheck } from '../doctor/create-doctor-check.ts';
import type { DoctorCheck, DoctorContext } from '../doctor/doctor-check.ts';
import { findingsOf } from '../doctor/findings-of.ts';
import { isServerError } from '../server-error.ts';
import { readCatchTheShowOptions } from './catch-the-show-options.ts';
import type { CatchTheShowOptions } from './catch-the-show-options.ts';
import { connect } from './connect.ts';
import { CURSOR_LISTS } from './list-api.ts';
import { below } from './paths.ts';

/** Options of `catchTheShowDoctor`: those of `catchTheShow`, and where the pages are. */
export interface CatchTheShowDoctorOptions extends CatchTheShowOptions {
  /** The pages that play, such as `https://app.example`. Default: whether they may is not looked at. */
  readonly origin?: string;
}

type KeyOption = 'secretKey' | 'nextSecretKey';

/**
 * Looks at a Catch The Show configuration: its options, each of its keys, and whether pages may send an access token to the media. Each
 * key is tried with one call, which asks for one video of the list.
 *
 * @throws {ServerError} `config` for `origin` and, where that is given, `mediaUrls`; everything else is a finding.
 */
export function catchTheShowDoctor(options: CatchTheShowDoctorOptions): readonly DoctorCheck[] {
  const { origin, nextSecretKey, mediaUrls } = options;
  const media = origin === undefined ? [] : mediaUrls.filter((url) => !url.includes('*'));
  return [
    optionsCheck(options),
    keyCheck(options, 'secretKey'),
    ...(nextSecretKey === undefined ? [] : [keyCheck(options, 'nextSecretKey')]),
    ...media.map((url) =>
      corsCheck({
        id: 'catch-the-show.cors',
        origin: origin ?? '',
        url,
        headers: ['Authorization'],
      }),
    ),
  ];
}

function optionsCheck(options: CatchTheShowOptions): DoctorCheck {
  const id = 'catch-the-show.options';
  return createDoctorCheck({ id, title: 'the options' }, async () => {
    readCatchTheShowOptions(options);
    return [findingsOf(id).ok('The options are complete, and the keys are secret ones.')];
  });
}

function keyCheck(options: CatchTheShowOptions, option: KeyOption): DoctorCheck {
  const id = `catch-the-show.${option}`;
  return createDoctorCheck({ id, title: `the key ${option}` }, async (context) => {
    try {
      await tryKey(options, option, context);
    } catch (error) {
      if (!isServerError(error)) throw error;
      const refused = REFUSALS[error.code];
      if (refused === undefined) throw error;
      return [findingsOf(id).problem(`${option} ${refused[0]}`, refused[1])];
    }
    return [findingsOf(id).ok(`The vendor takes ${option}.`)];
  });
}

const REFUSALS: Readonly<Partial<Record<string, readonly [summary: string, advice: string]>>> = {
  vendor_credentials: [
    'is refused by the vendor (401).',
    'Compare its name and first characters with the list in the dashboard: it may be revoked, past its grace, or of another account.',
  ],
  vendor_forbidden: [
    'is taken by the vendor, but may not list videos (403).',
    'It seems to be a key with limited permissions. Give one that may mint access tokens.',
  ],
};

async function tryKey(
  { nextSecretKey, ...options }: CatchTheShowOptions,
  option: KeyOption,
  { fetch, clock, signal }: DoctorContext,
): Promise<void> {
  const secretKey = option === 'nextSecretKey' && nextSecretKey ? nextSecretKey : options.secretKey;
  const connection = connect({ fetch, clock, ...options, secretKey });
  const query = CURSOR_LISTS.query({ size: 1, cursor: undefined });
  const path = below(connection.paths.videos);
  await connection.ask({ method: 'GET', path, query, signal }, DONE);
}
