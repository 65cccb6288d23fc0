/** What the command says to whoever started it. */
export const EXIT = {
  ok: 0,
  /** Something that was looked at is wrong, or something could not be done. */
  problem: 1,
  /** The command is spelled wrongly, or was given what it must not be given. */
  usage: 2,
  /** The configuration file, or something that it names. */
  config: 3,
  /** The vendor said no, or nothing. */
  vendor: 4,
  /** Ctrl-C, SIGTERM or SIGHUP. For Ctrl-C shells have the same: 128 and the number of the signal. */
  interrupted: 130,
} as const;

/** One of `EXIT`. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
