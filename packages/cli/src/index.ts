export { EXIT } from './exit-code.ts';
export type { ExitCode } from './exit-code.ts';
export type { CliIo, Input, Output } from './io.ts';
export { main } from './main.ts';
