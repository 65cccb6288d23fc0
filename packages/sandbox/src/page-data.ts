/** Puts data into a page where it has `<!--data-->`, so that no member of it can end the element it stands in. */
export function embedData(page: string, data: object): string {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  const element = `<script type="application/json" id="data">${json}</script>`;
  return page.replace('<!--data-->', () => element);
}
