/** Measures from now on. */
export function startedAt() {
  const start = performance.now();
  return { elapsed: () => `${((performance.now() - start) / 1000).toFixed(1)} s` };
}

/**
 * Runs one step of a longer job, and says when it begins, that it still runs, and when it ends.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const clock = startedAt();
  console.log(`\n▸ ${name}`);
  const heartbeat = setInterval(() => console.log(`  … ${clock.elapsed()}`), 20_000);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    console.log(`  ${clock.elapsed()}`);
  }
}

/**
 * Lines up the cells of a table under each other. The first column is flush left, the others flush right.
 *
 * @param {readonly (readonly string[])[]} rows
 */
export function table(rows) {
  const widths = rows.reduce(
    (found, row) => row.map((cell, i) => Math.max(cell.length, found[i] ?? 0)),
    /** @type {number[]} */ ([]),
  );
  return rows
    .map((row) =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))),
    )
    .map((cells) => `  ${cells.join('   ')}`.trimEnd())
    .join('\n');
}
