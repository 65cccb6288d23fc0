import type { Mark, Span } from '../report/timeline.ts';

const WORDS = 64;

/** Rows of two numbers and a word, in memory that is taken at the start: what a run tells must not look like something that it leaks. */
export class Recorder {
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  readonly #words: Uint8Array;
  readonly #known: string[] = [];
  #size = 0;

  /** @param capacity How many rows; what comes after is counted, but not kept. */
  constructor(capacity: number) {
    this.#first = new Float64Array(capacity);
    this.#second = new Float64Array(capacity);
    this.#words = new Uint8Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  add(word: string, first: number, second = NaN): void {
    const row = this.#size;
    this.#size += 1;
    let known = this.#known.indexOf(word);
    if (known < 0 && this.#known.length < WORDS) known = this.#known.push(word) - 1;
    this.#words[row] = known;
    this.#first[row] = first;
    this.#second[row] = second;
  }

  /** Ends the last row of a word that has no end yet. */
  close(word: string, value: number): void {
    const index = this.#known.indexOf(word);
    const row = this.#words.subarray(0, this.#size).lastIndexOf(index);
    if (row >= 0 && this.#second[row] === Infinity) this.#second[row] = value;
  }

  pairs(): readonly (readonly [number, number])[] {
    const rows = Math.min(this.#size, this.#words.length);
    return Array.from({ length: rows }, (_, row) => [
      this.#first[row] ?? NaN,
      this.#second[row] ?? NaN,
    ]);
  }

  marks(): readonly Mark[] {
    return this.pairs().map(([at], row) => ({ at, what: this.#word(row) }));
  }

  /** @param end Of what has no end yet. */
  spans(end: number): readonly Span[] {
    return this.pairs().map(([from, to], row) => ({
      ...{ from, to: Math.min(to, end), what: this.#word(row) },
    }));
  }

  #word(row: number): string {
    return this.#known[this.#words[row] ?? 0] ?? '';
  }
}
