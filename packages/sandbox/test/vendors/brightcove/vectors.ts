/** The public example key of RFC 7515 A.2. */
export const KEY_A = {
  kty: 'RSA',
  n: 'ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ',
  e: 'AQAB',
  d: 'Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-7YwVol2NXOoAJe46sui395IW_GO-pWJ1O0BkTGoVEn2bKVRUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzjkn439X0M_V51gfpRLI9JYanrC4D4qAdGcopV_0ZHHzQlBjudU2QvXt4ehNYTCBr6XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl_x_jTj3ccPDVZFD9pIuhLhBOneufuBiB4cS98l2SR_RQyGWSeWjnczT0QU91p1DhOVRuOopznQ',
  p: '4BzEEOtIpmVdVEZNCqS7baC4crd0pqnRH_5IB3jw3bcxGn6QLvnEtfdUdiYrqBdss1l58BQ3KhooKeQTa9AB0Hw_Py5PJdTJNPY8cQn7ouZ2KKDcmnPGBY5t7yLc1QlQ5xHdwW1VhvKn-nXqhJTBgIPgtldC-KDV5z-y2XDwGUc',
  q: 'uQPEfgmVtjL0Uyyx88GZFF1fOunH3-7cepKmtH4pxhtCoHqpWmT8YAmZxaewHgHAjLYsp1ZSe7zFYHj7C6ul7TjeLQeZD_YwD66t62wDmpe_HlB-TnBA-njbglfIsRLtXlnDzQkv5dTltRJ11BKBBypeeF6689rjcJIDEz9RWdc',
  dp: 'BwKfV3Akq5_MFZDFZCnW-wzl-CCo83WoZvnLQwCTeDv8uzluRSnm71I3QCLdhrqE2e9YkxvuxdBfpT_PI7Yz-FOKnu1R6HsJeDCjn12Sk3vmAktV2zb34MCdy7cpdTh_YVr7tss2u6vneTwrA86rZtu5Mbr1C1XsmvkxHQAdYo0',
  dq: 'h_96-mK1R_7glhsum81dZxjTnYynPbZpHziZjeeHcXYsXaaMwkOlODsWa7I9xXDoRwbKgB719rrmI2oKr6N3Do9U0ajaHF-NKJnwgjMd2w9cjz3_-kyNlxAr2v4IKhGNpmM5iIgOS1VZnOZ68m6_pbLBSp3nssTdlqvd0tIiTHU',
  qi: 'IYd7DHOhrWvxkwPQsRM2tOgrjbcrfvtQJipd-DlcxyVuuM9sQLdgjVk2oy26F0EmpScGLq2MowX7fhd_QJQ3ydy5cY7YIBi87w93IKLEdfnbJtoOPLUW0ITrJReOgo1cq9SbsxYawBgfp_gh6A5603k2-ZQwVK0JKSHuLFkuQ3U',
};

/** The same, as it is registered. */
export const KEY_A_VALUE =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd/wWJcyQoTbji9k0l8W26mPddxHmfHQp+Vaw+4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL+yRT+SFd2lZS+pCgNMsD1W/YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb/7OMg0LOL+bSf63kpaSHSXndS5z5rexMdbBYUsLA9e+KXBdQOS+UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6/I5IhlJH7aGhyxXFvUK+DWNmoudF8NAco9/h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQIDAQAB';

/** What the vendor's own example says, signed with the key. */
export const BC_1 = {
  account: '1100863500123',
  video: '51141412620123',
  userAgent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_14_3) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/73.0.3683.86 Safari/537.36',
  payload:
    '{"accid":"1100863500123","conid":"51141412620123","exp":1554200832,"iat":1554199032,"maxip":10,"maxu":10,"ua":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_14_3) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/73.0.3683.86 Safari/537.36"}',
  token:
    'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJhY2NpZCI6IjExMDA4NjM1MDAxMjMiLCJjb25pZCI6IjUxMTQxNDEyNjIwMTIzIiwiZXhwIjoxNTU0MjAwODMyLCJpYXQiOjE1NTQxOTkwMzIsIm1heGlwIjoxMCwibWF4dSI6MTAsInVhIjoiTW96aWxsYS81LjAgKE1hY2ludG9zaDsgSW50ZWwgTWFjIE9TIFggMTBfMTRfMykgQXBwbGVXZWJLaXQvNTM3LjM2IChLSFRNTCwgbGlrZSBHZWNrbykgQ2hyb21lLzczLjAuMzY4My44NiBTYWZhcmkvNTM3LjM2In0.CujFHWS8jvKT2AwOK_X3sh_x6rHMNGxY8mLL2naA0zH4TGDm75UfxECkbATPUQTmgQHGJ0n7WCqhj6bmLqWG6f0fX0jck9GJs38DJ928kDzVUWo1jDyBBimImXZHF0lCP-okjhokHf9Mj5IGujxEq-TTGZNP7B2B0KrHrY0Eq6vpN3kIy2k1C_8tNrsrHaAXrElCdkVdVKbsZyg31SBcyhLR7pljRQhZIMt1AwOXjfUFDRP_XHGgUmdAg9o5XnOgAR-RwK4Gy7QCmGc1EUWdBJso-qNZ0F4DHtaZaKbEaa9vxE_H-cjh8eCfBtlNt28xyqT_C5qZ_Nh5hFmnwa_BQw',
};

/** The same for a static URL. */
export const BC_3 = {
  account: '4590388311111',
  video: '5805807122222',
  payload:
    '{"accid":"4590388311111","iat":1575484132,"exp":1577989732,"drules":["0758da1f-e913-4f30-a587-181db8b1e4eb"],"conid":"5805807122222","pro":"aes128","vod":{"ssai":"efcc566-b44b-5a77-a0e2-d33333333333"}}',
  token:
    'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJhY2NpZCI6IjQ1OTAzODgzMTExMTEiLCJpYXQiOjE1NzU0ODQxMzIsImV4cCI6MTU3Nzk4OTczMiwiZHJ1bGVzIjpbIjA3NThkYTFmLWU5MTMtNGYzMC1hNTg3LTE4MWRiOGIxZTRlYiJdLCJjb25pZCI6IjU4MDU4MDcxMjIyMjIiLCJwcm8iOiJhZXMxMjgiLCJ2b2QiOnsic3NhaSI6ImVmY2M1NjYtYjQ0Yi01YTc3LWEwZTItZDMzMzMzMzMzMzMzIn19.bkqTbTb9V2wojqzo046hrkAHxBQEPBbSQjgEXI-mSVGjpkVy08NE-Sqg1UcXoa1CLKUEt3hxhdvDRQQlcJd6FKAGDDNw2qG-K9sKswQCfbpC1hQfjyWwwHqbBFu2X4DweP44bsAARo8JVeZItcvy4OB-pVmUeJbWOqqR83-2j1SNPHkqvXuFhcFdiwb1Iel3oHXdmdK3VyHAS046AUEmd6Vjb4bgF_LRXcJNDKSxwc_LZyD0jL3GHkvvqlv1qHkOPtGl1Pq3VFlTYYuKneOznq2iaZrUxssxlLDkcs3kw8cS73fQiaDyFqlfvlBY__C4D4_MRxZnvc7GX2fdHNf7vw',
};
