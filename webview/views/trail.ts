import { html, linkButton } from '../dom.js';
import type { State } from '../store.js';
import type { Actions, ViewPart } from './view.js';
import { nameOf } from './words.js';

/** Where one is inside the system, with the way back: "shop › orders". Hidden at the top. */
export function createTrail(actions: Actions): ViewPart {
  const element = html('nav', { class: 'trail', 'aria-label': 'Where you are' });
  let shown: readonly unknown[] = [];
  return {
    element,
    update: ({ whole, inside }: State) => {
      element.hidden = inside === undefined || whole === undefined;
      if (inside === undefined || whole === undefined || (shown[0] === whole && shown[1] === inside)) return;
      shown = [whole, inside];
      element.replaceChildren(
        linkButton(whole.system.name, () => actions.dispatch({ type: 'inside', id: undefined }), `Back to ${whole.system.name}`),
        html('span', { 'aria-hidden': 'true' }, '›'), html('span', { 'aria-current': 'location' }, nameOf(whole, inside)),
        html('span', { class: 'dim' }, 'the modules of one deployable'));
    },
  };
}
