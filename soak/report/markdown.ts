import { readFile, writeFile } from 'node:fs/promises';

/** A table, its columns as wide as Prettier has them. */
export function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, i) =>
    Math.max(3, ...[head, ...rows].map((row) => (row[i] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** Puts text into a page between `<!-- name -->` and `<!-- /name -->`. */
export async function writeSection(page: URL, name: string, text: string): Promise<void> {
  const before = await readFile(page, 'utf8');
  const marked = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*(\\n<!-- /${name} -->)`);
  if (!marked.test(before)) throw new Error(`${page.pathname} has no section ${name}.`);
  await writeFile(
    page,
    before.replace(marked, (_, begin, end) => `${begin}\n${text}\n${end}`),
  );
}
