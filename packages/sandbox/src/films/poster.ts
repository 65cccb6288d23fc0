const escapeText = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A picture to show before the film: its title in the film's own colours, as SVG. */
export function poster(title: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" role="img" aria-label="${escapeText(title)}">
  <defs><linearGradient id="g" x2="1" y2="1">
    <stop stop-color="#0b3954"/><stop offset=".6" stop-color="#3d7ea6"/><stop offset="1" stop-color="#ff6663"/>
  </linearGradient></defs>
  <rect width="640" height="360" fill="url(#g)"/>
  <circle cx="520" cy="70" r="150" fill="#fff" opacity=".07"/>
  <text x="40" y="310" fill="#fff" font-family="system-ui, sans-serif" font-size="40" font-weight="700">${escapeText(title)}</text>
</svg>
`;
}
