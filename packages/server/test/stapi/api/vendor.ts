interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** A vendor that answers each request with the next of these, and remembers them. */
export function vendor(...answers: readonly Response[]) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const body = typeof init?.body === 'string' ? init.body : undefined;
    const headers = Object.fromEntries(request.headers);
    sent.push({ method: request.method, url: request.url, headers, body });
    return (answers[sent.length - 1] ?? answers.at(-1) ?? new Response(null)).clone();
  };
  return { fetch, sent };
}
