/** What a page may be framed by, and what it may run. */
export interface PagePolicy {
  /** Origins of every ancestor frame. */
  readonly framedBy: readonly string[];
  /** More directives of its Content-Security-Policy. */
  readonly policy?: string;
}

/** The headers of every answer of a page that is opened in a frame. */
export function pageHeaders({ framedBy, policy }: PagePolicy): Readonly<Record<string, string>> {
  const ancestors = framedBy.length === 0 ? "'none'" : framedBy.join(' ');
  return {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': `${policy === undefined ? '' : `${policy}; `}frame-ancestors ${ancestors}`,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}

/** Whether a browser asks ahead of the viewer, so that nothing may happen yet. */
export function isPrefetch(headers: Headers): boolean {
  const purpose = headers.get('sec-purpose') ?? headers.get('purpose') ?? '';
  return /\b(?:prefetch|prerender|preview)\b/i.test(purpose);
}
