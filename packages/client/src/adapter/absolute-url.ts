const HTTP = /^https?:\/\//;

/** The URL that a browser opens for a reference in this page. */
export function absoluteUrl(reference: string): string {
  return HTTP.test(reference) ? reference : new URL(reference, baseUrl()).href;
}

/** Whether it goes over the network, unlike `blob:` and `data:`. */
export function isHttpUrl(url: string): boolean {
  return HTTP.test(url);
}

/** Of the page, which may name another one than its own; in a worker, of its script. */
function baseUrl(): string {
  const { baseURI }: { readonly baseURI?: string } = Reflect.get(globalThis, 'document') ?? {};
  return baseURI ?? location.href;
}
