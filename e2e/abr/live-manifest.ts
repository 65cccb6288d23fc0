/**
 * The manifest of a recorded film as that of one on air.
 *
 * @param startedAtMs When it went on air, in milliseconds since 1970.
 * @see ISO/IEC 23009-1 section 5.3.1.2 for what the attributes mean.
 */
export function liveManifest(recorded: string, startedAtMs: number): string {
  const onAir = [
    'type="dynamic"',
    `availabilityStartTime="${new Date(startedAtMs).toISOString()}"`,
    'minimumUpdatePeriod="PT4S"',
    'timeShiftBufferDepth="PT48S"',
  ];
  return recorded
    .replace('type="static"', onAir.join(' '))
    .replace(/ mediaPresentationDuration="[^"]*"/, '');
}
