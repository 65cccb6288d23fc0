import type { Authorizer } from '@playgate/client';
import { MediaPlayer } from 'dashjs';
import Hls from 'hls.js';
import shaka from 'shaka-player';
import { expectTypeOf, test } from 'vitest';
import { protectDash } from '../src/dashjs/index.ts';
import { playgateConfig, protectHls } from '../src/hlsjs/index.ts';
import { protectShaka } from '../src/shaka/index.ts';

declare const authorizer: Authorizer;
test('the real engines are taken', () => {
  expectTypeOf(protectHls).parameter(0).not.toBeAny();
  const use = (): void => {
    protectHls(new Hls(), authorizer);
    protectDash(MediaPlayer().create(), authorizer);
    protectShaka(new shaka.Player(), authorizer);
    new Hls({ ...playgateConfig(Hls, authorizer), maxBufferLength: 2 });
  };
  void use;
});
