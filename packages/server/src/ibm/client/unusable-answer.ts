import { ServerError } from '../../server-error.ts';

/** Names the member, never its value. */
export function unusableAnswer(name: string): ServerError {
  return new ServerError(
    'vendor_response',
    `IBM Video Streaming's answer has no usable ${name}. Check that apiUrl is that of its API.`,
    { vendor: 'ibm' },
  );
}
