import { brokenSitePage } from '../../../html/secure-video-page.ts';
import { message } from './message.ts';

/** An error to answer on purpose, whatever is asked. */
export interface Failure {
  readonly status: number;
  /** `html` as when the API site could not start; `empty` is nothing at all. */
  readonly body: 'json' | 'html' | 'empty';
  /** What `Message` says. */
  readonly text: string;
  /** How many calls it befalls. */
  readonly times: number;
}

export interface Failures {
  add(failure: Failure): void;
  /** The answer to this call, if it is to fail. */
  take(): Response | undefined;
}

export function createFailures(): Failures {
  const coming: Failure[] = [];
  return {
    add: (failure) => coming.push(failure),
    take() {
      const failure = coming.shift();
      if (!failure) return undefined;
      if (failure.times > 1) coming.unshift({ ...failure, times: failure.times - 1 });
      return answer(failure);
    },
  };
}

function answer({ status, body, text }: Failure): Response {
  if (body === 'json') return message(status, text);
  if (body === 'empty') return new Response(null, { status });
  return new Response(brokenSitePage(), {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
  });
}
