import type { Selection } from '../src/protocol/webview-messages.js';
import type { GraphPane } from './graph-pane.js';
import { aboutNow } from './keyboard.js';
import { insideOf } from './shown.js';
import type { State, Store } from './store.js';

/**
 * Tells VS Code what the menu of the graph is about: it reads the attribute when the menu opens, on its way up from the event's
 * target, and shows the commands of the manifest's `webview/context` whose condition holds.
 */
export function offerContextMenu(pane: GraphPane, store: Store): void {
  const { element } = pane.stage;
  element.addEventListener('contextmenu', (event) => {
    const about = event.button === 2 ? pane.at(pane.pointOf(event)) : aboutNow({ pane, store });
    if (about !== undefined) store.dispatch({ type: 'select', selection: about });
    element.dataset['vscodeContext'] = JSON.stringify(contextOf(about, store.get()));
  }, true);
}

/** Keys of the `when` clauses in the manifest, and the arguments of the commands. */
interface MenuContext {
  readonly webviewSection: 'element' | 'relation' | 'graph';
  readonly canTakeDown: boolean;
  readonly hasInside: boolean;
  readonly preventDefaultContextMenuItems: true;
  readonly kind?: 'element' | 'relation';
  readonly id?: string;
}

function contextOf(about: Selection, { whole, inside, view }: State): MenuContext {
  const none = { canTakeDown: false, hasInside: false, preventDefaultContextMenuItems: true } as const;
  if (about === undefined) return { webviewSection: 'graph', ...none };
  if (about.kind === 'relation') return { webviewSection: 'relation', ...none, ...about };
  return {
    webviewSection: 'element', ...none, ...about,
    canTakeDown: inside === undefined && view?.elements.some(({ id }) => id === about.id) === true,
    hasInside: whole !== undefined && inside === undefined && insideOf(whole, about.id) !== undefined,
  };
}
