export interface PageParts {
  readonly title: string;
  /** Paths on the same origin. */
  readonly styles: readonly string[];
  readonly script?: string;
  /** Read by the script from `#data`. */
  readonly data?: object;
  /** HTML, written by us. */
  readonly body: string;
}

/** An HTML document. What is not written by us goes in as `data` only. */
export function page({ title, styles, script, data, body }: PageParts): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    ${styles.map((path) => `<link rel="stylesheet" href="${path}">`).join('\n    ')}
  </head>
  <body>
${body}
    ${data === undefined ? '' : dataElement(data)}
    ${script === undefined ? '' : `<script type="module" src="${script}"></script>`}
  </body>
</html>
`;
}

/** No member of the data can end the element that it stands in. */
const dataElement = (data: object): string =>
  `<script type="application/json" id="data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;
