/** A no in the vendor's words. */
export interface Denial {
  readonly status: number;
  readonly code: string;
  readonly subcode?: string;
  readonly message?: string;
  /** The viewer's country, in lower case, beside `CLIENT_GEO`. */
  readonly clientGeo?: string;
}

/** The one message that the vendor's documents print. */
export const FORBIDDEN_MESSAGE = 'Access to this resource is forbidden by access policy.';

/** A {@link Denial} as it is sent. */
export interface DenialBody {
  readonly error_subcode?: string;
  readonly client_geo?: string;
  readonly error_code: string;
  readonly message?: string;
}

/** Members in the order of the printed sample. */
export const denialBody = ({ code, subcode, message, clientGeo }: Denial): DenialBody => ({
  ...(subcode !== undefined && { error_subcode: subcode }),
  ...(clientGeo !== undefined && { client_geo: clientGeo }),
  error_code: code,
  ...(message !== undefined && { message }),
});

/**
 * A list of one.
 *
 * @see Brightcove, "Playback API error reference".
 */
export const denialResponse = (denial: Denial): Response =>
  Response.json([denialBody(denial)], {
    status: denial.status,
    headers: { 'Cache-Control': 'no-store' },
  });
