import { createDoctorCheck } from '../../doctor/create-doctor-check.ts';
import type { DoctorCheck, DoctorContext, DoctorFinding } from '../../doctor/doctor-check.ts';
import { findingsOf } from '../../doctor/findings-of.ts';
import { isServerError } from '../../server-error.ts';
import { filmLocator } from '../playback/film-place.ts';
import type { FilmPlaceOptions } from '../playback/film-place.ts';
import { playTokens } from '../playback/play-tokens.ts';
import type { ApplicationTokens } from '../playback/play-tokens.ts';
import type { StapiOptions } from '../playback/stapi.ts';

const ID = 'stapi.playback';
const { ok, warning, problem } = findingsOf(ID);

/** From how many seconds on a token is long for something that a browser holds. */
const LONG_SECONDS = 3600;

/** Looks at the options of `stapi`, and asks for one token as a pass would get it. Viewers' own tokens are not asked for. */
export function playbackCheck(options: StapiOptions): DoctorCheck {
  return createDoctorCheck({ id: ID, title: 'the tokens of passes' }, async (context) => {
    const locate = filmLocator(options);
    if ('accessToken' in options)
      return [ok('Passes carry the viewers’ own tokens, which are not looked at here.')];
    const resource = locate({ kind: 'video', id: 'playgate-doctor' }).urls[0];
    return [...(await tryToken(options, resource, context)), ...narrowness(options)];
  });
}

async function tryToken(
  options: StapiOptions,
  resource: string,
  { fetch, clock, signal }: DoctorContext,
): Promise<readonly DoctorFinding[]> {
  const asset = 'video:playgate-doctor';
  const mint = { now: clock.now(), lifetimeSeconds: 60, signal, correlationId: 'playgate-doctor' };
  try {
    const getToken = playTokens({ fetch, clock, ...options });
    const seconds = (await getToken(resource, { asset }, mint))?.expiresInSeconds;
    if (seconds === undefined)
      return [
        warning(
          'The vendor gives tokens for playback and does not say how long they last.',
          'Keep the lifetime of passes short: a token that a browser holds should be.',
        ),
      ];
    if (seconds > LONG_SECONDS)
      return [
        warning(
          `A token for playback lasts ${seconds} seconds, whatever a pass’s lifetime is.`,
          'Have the application’s tokens made shorter: browsers hold them.',
        ),
      ];
    return [ok(`The vendor gives tokens for playback, which last ${seconds} seconds.`)];
  } catch (error) {
    const words = isServerError(error) ? REFUSALS[error.code] : undefined;
    if (words === undefined) throw error;
    return [problem(words[0], words[1])];
  }
}

function narrowness({
  narrowTo,
}: FilmPlaceOptions & Partial<ApplicationTokens>): readonly DoctorFinding[] {
  if (narrowTo !== 'account') return [];
  return [
    warning(
      'A token for one film opens all films of the account.',
      "Leave narrowTo at 'film', if the vendor knows resources; or let passes carry the viewers’ own tokens.",
    ),
  ];
}

const REFUSALS: Readonly<Partial<Record<string, readonly [summary: string, advice: string]>>> = {
  vendor_credentials: [
    'The token endpoint refuses clientId and clientSecret.',
    'Compare both with the dashboard, and authMethod with how the application is registered.',
  ],
  vendor_forbidden: [
    'The application may not have tokens for itself.',
    'Have the grant client_credentials allowed for it, or let passes carry the viewers’ own tokens.',
  ],
  vendor_request: [
    'The token endpoint does not take the scope or the film as a resource.',
    "Have the scope registered for the application. If the vendor knows no resources, narrowTo: 'account' asks for none; read what that means first.",
  ],
};
