/** Lines up columns with two spaces between them. The last column is as wide as it is. */
export function formatTable(rows: readonly (readonly string[])[], indent: string = ''): string {
  const width = (column: number): number =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(width(column))).join('  '))
    .map((line) => `${indent}${line}`.trimEnd())
    .join('\n');
}
