/** A playback id as the vendor's look. */
export const PLAYBACK_ID = 'DS00Spx1CV902MCtPj5WknGlR102V5HFkDe';

export const KEY_ID = 'sandboxSigningKey01';

/**
 * What the vendor's library for Node, version 14.0.1, makes of the example key of RFC 7515 A.2 (PKCS#1 PEM in base64) at 1,700,000,000
 * seconds for ten minutes.
 */
export const VECTORS = [
  {
    kind: 'video',
    params: {},
    payload: `{"kid":"${KEY_ID}","sub":"${PLAYBACK_ID}","aud":"v","exp":1700000600}`,
    token:
      'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJraWQiOiJzYW5kYm94U2lnbmluZ0tleTAxIiwic3ViIjoiRFMwMFNweDFDVjkwMk1DdFBqNVdrbkdsUjEwMlY1SEZrRGUiLCJhdWQiOiJ2IiwiZXhwIjoxNzAwMDAwNjAwfQ.MuQ7wp9TBuviz_1UfceKfKHydsM7MXKnt873sm_d3fg7RDqAmQLkXu-6iZSricCtjkCvVLUkMWb78xGmT2gZaYJoynmbHAGhuxhhe8oFWF5SvaVxAPNjNJpT2Vo8uihbJdT57V2mh1o--Zv3TLFqhbcxSp8EySVQP3Z2JwsIkA7MZWdzSIICjVLVgl7bAuUoinwI4EsUEtAfVa5d0bEdTg00pjFQdzxnBfjrWYvE5Rs-GWeGffxt1_bI7RQbftkl80_FaONHQhoQejxTD4EmLl6PbYNaGxnutyQC1_-2NBoJIuXWz9gtiys05kHQHD0B13DafJRZkIutLAf4-2AnYg',
  },
  {
    kind: 'thumbnail',
    params: { time: '10', width: '640' },
    payload: `{"time":"10","width":"640","kid":"${KEY_ID}","sub":"${PLAYBACK_ID}","aud":"t","exp":1700000600}`,
    token:
      'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJ0aW1lIjoiMTAiLCJ3aWR0aCI6IjY0MCIsImtpZCI6InNhbmRib3hTaWduaW5nS2V5MDEiLCJzdWIiOiJEUzAwU3B4MUNWOTAyTUN0UGo1V2tuR2xSMTAyVjVIRmtEZSIsImF1ZCI6InQiLCJleHAiOjE3MDAwMDA2MDB9.hKbKaOszZuBugI3jpM1iIXFHFfoRAVs35XeNSSDYK-WVQqVbWIEjM3CpUIUjy70M99280GBCJezzqqvXTqAWkGYNrQYrx2mrvPPMJCyujHydUoF81Bwr6SWLapS9bnzN6brdowNRHJssk8dV9k3PRm8_03J66G9-llPV3QkYzF9kPA2jL2jZYgRm8hXOITI59dlmtSycvdISD_oCf0S2-Ta2ZZqJTiNIDtgUe7oQJgr89QerWdUxQikx2zmlvtV5SbSVX976Vp-_OBIfYJ0zms06KriEJ5v5yIG6jj0QKLeHk2Xx9wih4FwEHGoWKGWUNDaEApN5aKpae8_0-SGiJg',
  },
  {
    kind: 'storyboard',
    params: { playback_restriction_id: 'restriction-1' },
    payload: `{"playback_restriction_id":"restriction-1","kid":"${KEY_ID}","sub":"${PLAYBACK_ID}","aud":"s","exp":1700000600}`,
    token:
      'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJwbGF5YmFja19yZXN0cmljdGlvbl9pZCI6InJlc3RyaWN0aW9uLTEiLCJraWQiOiJzYW5kYm94U2lnbmluZ0tleTAxIiwic3ViIjoiRFMwMFNweDFDVjkwMk1DdFBqNVdrbkdsUjEwMlY1SEZrRGUiLCJhdWQiOiJzIiwiZXhwIjoxNzAwMDAwNjAwfQ.c8gPqD1lPEzNzGGSSyY26pt3kbjq4AcqmdLQ4RtBaT7tW_H4Fw9H24_SqtAqkBWLtUL36oDSVKQ_LjPdLaZzsUecSjzV0sO2R63YsfRNNVdErsn9cddoUoxqUXAgva4-74uiuJuP-SOuRV1g0XOjfKO0nshqFgLHYAC_OE4mYvszr_6JOCxJ_B4PxG2RMO7dyyUQgGLdokq7F5FfG2TF6SBJ5aIaJylDWRs3_BXrDJsFgVCkzDo9lnQwn_T_LY2ikAwPzS7xhAyN2UYlI6A25xqAPj7X2Liw2WuO5B0l7fy3iYb4yMjG4c4DZ_ri4vglZOtpeOmhPHuTPxKKAKP9-g',
  },
  {
    kind: 'drm_license',
    params: {},
    payload: `{"kid":"${KEY_ID}","sub":"${PLAYBACK_ID}","aud":"d","exp":1700000600}`,
    token:
      'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJraWQiOiJzYW5kYm94U2lnbmluZ0tleTAxIiwic3ViIjoiRFMwMFNweDFDVjkwMk1DdFBqNVdrbkdsUjEwMlY1SEZrRGUiLCJhdWQiOiJkIiwiZXhwIjoxNzAwMDAwNjAwfQ.P1fHeqbh4d_xIi5LvJsgwk6amdkfDOfpq9MUZlWZAWodLH2Dz_y8V6e-OrRLHr3-MEWmQKcqRh3bQL1zKmE_K5JTw4rnvsu1Tt-t272ZQBHzFfmYgswU9uvmOuFnnehw0hUpCQ6n7gl_7vCtn1I_oM5YoW1pi_nSW4OTrSJVZGGitSgJTTxh26BjXjhPuFGUpdGx8KqeM7hbO_ejSwSzQxXj2FQ4CdrVJ_jDgiRnDhW-BZccpug6qXIzq0LJqNNjWoiCECpTl-sJHiZd698ELDMC_IdSM3ZFMoBFmiwdj4Qbk1XBPbV_WHQypLWNH1jLn47EyXocu6XJFuHYvBl-kQ',
  },
  {
    kind: 'gif',
    params: {},
    payload: `{"kid":"${KEY_ID}","sub":"${PLAYBACK_ID}","aud":"g","exp":1700000600}`,
    token:
      'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJraWQiOiJzYW5kYm94U2lnbmluZ0tleTAxIiwic3ViIjoiRFMwMFNweDFDVjkwMk1DdFBqNVdrbkdsUjEwMlY1SEZrRGUiLCJhdWQiOiJnIiwiZXhwIjoxNzAwMDAwNjAwfQ.DBvMXL-2skbLs9WRBP3jitAR8VIryKZmURNmC7s5GudnGq1TYSXivqR8ke1jnRNhXG1OGKFksme3rta7ZJl5cXXx_kXGlFSZXIuW3vzad5tq8RaJEpvM6nkA-k72V8Ky_nHAhzFeBasDuXY5msbHoyo7BYd8ywMph18GxPOyG3IMVqPCbg0uU7gHvQFCw67tUpiWwWiviHfIas8bBPCsM7nAG0oKXMvWG-YHmnsFDKQ0qV0vWxNpzuJG3wzf4oThQt0Os_MIR5MKyiXQmnsdgMJ7ZYm7eW2A62WWe3ujrdMi8xmcVZOuOzZcFdiUPa88RkXNUQIOMd194L18LBVJ_g',
  },
] as const;
