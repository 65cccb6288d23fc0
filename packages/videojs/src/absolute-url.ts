const HTTP = /^https?:\/\//;

/** The URL that a browser opens for a reference in this page. */
export function absoluteUrl(reference: string): string {
  return HTTP.test(reference) ? reference : new URL(reference, document.baseURI).href;
}

/** Whether it goes over the network, unlike `blob:` and `data:`. */
export function isHttpUrl(url: string): boolean {
  return HTTP.test(url);
}
