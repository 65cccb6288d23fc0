/** One line for operators. Never for a viewer's page. */
export interface LogLine {
  /** From 1 on. */
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** `alarm`: nothing gets better until somebody acts. */
  readonly tone: 'note' | 'alarm';
  /** The vendor's id. */
  readonly vendor: string;
  readonly text: string;
  /** The reference that a viewer may have been told. */
  readonly correlationId?: string;
}

/** What operators read. A real application has this in its logs. */
export interface OperatorLog {
  add(line: Omit<LogLine, 'n' | 'atMs'>): void;
  /** The lines whose `n` is greater, oldest first. */
  after(n: number): readonly LogLine[];
}

const KEEP = 200;

export function createOperatorLog(now: () => number = Date.now): OperatorLog {
  let lines: readonly LogLine[] = [];
  let n = 0;
  return {
    add(line) {
      lines = [...lines, { n: ++n, atMs: now(), ...line }].slice(-KEEP);
    },
    after: (known) => lines.filter((line) => line.n > known),
  };
}
