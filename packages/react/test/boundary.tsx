import { Component } from 'react';
import type { ReactNode } from 'react';

/** Shows the message of what its children throw. */
export class Boundary extends Component<{ children: ReactNode }, { error?: unknown }> {
  override state: { error?: unknown } = {};
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render(): ReactNode {
    const { error } = this.state;
    return error instanceof Error ? error.message : this.props.children;
  }
}
