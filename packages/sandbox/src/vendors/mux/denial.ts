/** A no in the vendor's words. */
export interface Denial {
  readonly status: 400 | 403 | 404 | 405 | 412;
  readonly type: string;
  readonly message: string;
}

/** Statuses as the vendor's player tells them apart. Of the bodies only that of 400 was seen; the others are put like it. */
export const DENIALS: Readonly<
  Record<'invalid' | 'forbidden' | 'unknown' | 'method' | 'notReady', Denial>
> = {
  invalid: { status: 400, type: 'invalid_parameters', message: 'Invalid Parameters' },
  forbidden: { status: 403, type: 'forbidden', message: 'Not authorized to access this resource' },
  unknown: { status: 404, type: 'not_found', message: 'Playback ID not found' },
  method: { status: 405, type: 'method_not_allowed', message: 'Method not allowed' },
  notReady: { status: 412, type: 'preconditions_failed', message: 'Not ready to be played' },
};

/** Nothing of the request stands in it. */
export const denialResponse = ({ status, type, message }: Denial): Response =>
  Response.json(
    { error: { messages: [message], type } },
    { status, headers: { 'Cache-Control': 'no-store' } },
  );
