export { claim, printClaims } from './claim.ts';
export type { Claim } from './claim.ts';
export { drawTimeline } from './draw-timeline.ts';
export { table, writeSection } from './markdown.ts';
export type { Mark, Span, Timeline } from './timeline.ts';
