/** A page that is kept nowhere and tells no other site its address. */
export const htmlAnswer = (html: string, status: number = 200): Response =>
  new Response(html, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
    },
  });
