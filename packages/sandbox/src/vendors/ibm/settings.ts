import type { Content } from './contents.ts';
import { contentKey } from './contents.ts';

/** One kind of setting, such as a lock, on channels and videos. */
export interface Settings<Setting> {
  /** What is set on this very content. */
  own(content: Content): Setting | undefined;
  /** What counts: a video without a setting of its own has its channel's. */
  effective(content: Content): Setting | undefined;
  /** @returns whether it replaced one. */
  set(content: Content, setting: Setting): boolean;
  /** @returns whether there was one. */
  remove(content: Content): boolean;
}

export function createSettings<Setting>(): Settings<Setting> {
  const held = new Map<string, Setting>();
  return {
    own: (content) => held.get(contentKey(content)),
    effective: (content) =>
      held.get(contentKey(content)) ??
      (content.channel === undefined
        ? undefined
        : held.get(contentKey({ type: 'channel', id: content.channel }))),
    set(content, setting) {
      const replaced = held.has(contentKey(content));
      held.set(contentKey(content), setting);
      return replaced;
    },
    remove: (content) => held.delete(contentKey(content)),
  };
}
