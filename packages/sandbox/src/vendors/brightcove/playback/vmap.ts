/** A break schedule without advertisements that leads to the content, for token-bearing URLs of either format. */
export function vmap(url: URL, manifest: string): Response {
  const content = new URL(manifest, url);
  content.search = url.search;
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<vmap:VMAP xmlns:vmap="http://www.iab.net/videosuite/vmap" version="1.0">
  <vmap:Extensions><vmap:Extension type="content"><![CDATA[${content.href}]]></vmap:Extension></vmap:Extensions>
</vmap:VMAP>
`;
  return new Response(text, {
    headers: { 'Content-Type': 'application/xml', 'Cache-Control': 'no-store' },
  });
}
