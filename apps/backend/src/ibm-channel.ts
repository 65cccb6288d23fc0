/** The channel of the demo at IBM Video Streaming. */
export const IBM_CHANNEL = '1001';
