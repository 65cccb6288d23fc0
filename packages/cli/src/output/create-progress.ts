import type { Output } from '../io.ts';

/** How far something is. */
export interface Progress {
  /** @param share From 0 to 1; absent while nobody knows. */
  show(text: string, share?: number): void;
  /** Wipes the bar away. What was printed as lines stays. */
  end(): void;
}

const BAR = 24;

/** Shows progress: a bar where somebody looks at it, lines elsewhere, and each line once. */
export function createProgress(output: Output): Progress {
  return output.isTTY === true ? barOn(output) : linesOn(output);
}

function barOn(output: Output): Progress {
  const { columns = 80 } = output;
  return {
    show(text, share) {
      const full = Math.round((share ?? 0) * BAR);
      const bar = share === undefined ? '' : `${'█'.repeat(full)}${'░'.repeat(BAR - full)} `;
      output.write(`\r\u001b[2K${`${bar}${text}`.slice(0, columns - 1)}`);
    },
    end: () => void output.write('\r\u001b[2K'),
  };
}

function linesOn(output: Output): Progress {
  let last = '';
  return {
    show(text, share) {
      const tenths = share === undefined ? '' : ` ${Math.floor(share * 10) * 10} %`;
      const line = `${text}${tenths}`;
      if (line !== last) output.write(`${line}\n`);
      last = line;
    },
    end: () => undefined,
  };
}
