/** So many at a time, as a busy server has them. */
const AT_ONCE = 16;

/** Microseconds of CPU that one call takes, on all threads. */
export async function cpuOf(count: number, call: (i: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) await call(next++);
  };
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}
