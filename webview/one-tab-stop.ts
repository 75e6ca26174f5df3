/** A group of controls that the Tab key meets once; call `refresh` whenever controls come, go or change their state. */
export interface TabStop {
  readonly refresh: () => void;
}

/**
 * Makes controls one tab stop: Left and Right lead from one to the next, Home and End to the ends. In a text field the arrows
 * leave only from the ends of the text. Tab comes back to the control that was left last. `first` acts before what the controls
 * stand in does something else with the arrows, as the cells of the toolkit's grid do.
 */
export function oneTabStop(container: HTMLElement, controls: () => readonly HTMLElement[], first = false): TabStop {
  let current: HTMLElement | undefined;
  let place = 0;
  const usable = () => controls().filter((control) => control.getClientRects().length > 0 && !control.matches('[disabled]'));
  const refresh = () => {
    const all = usable();
    if (current === undefined || !all.includes(current)) current = all[Math.min(place, all.length - 1)];
    place = Math.max(0, all.findIndex((control) => control === current));
    for (const control of all) {
      const wanted = control === current ? '0' : '-1';
      if (control.getAttribute('tabindex') !== wanted) control.setAttribute('tabindex', wanted);
    }
  };
  const standOn = (control: HTMLElement | undefined) => {
    if (control === undefined || control === current) return;
    current = control;
    refresh();
  };
  container.addEventListener('focusin', ({ target }) => standOn(usable().find((control) => target instanceof Node && control.contains(target))));
  container.addEventListener('keydown', (event) => {
    const all = usable();
    const next = targetOf(event, all, all.findIndex((control) => event.target instanceof Node && control.contains(event.target)));
    if (next === undefined) return;
    event.preventDefault();
    if (first) event.stopPropagation();
    standOn(next);
    next.focus();
  }, first);
  // Where the page grows narrow some controls vanish, the tab stop among them.
  new ResizeObserver(refresh).observe(container);
  return { refresh };
}

function targetOf(event: KeyboardEvent, all: readonly HTMLElement[], index: number): HTMLElement | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || index < 0) return undefined;
  const [inner] = event.composedPath();
  const field = inner instanceof HTMLInputElement ? inner : undefined;
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step !== 0) return field !== undefined && !atEnd(field, step) ? undefined : all[(index + step + all.length) % all.length];
  // A drop-down goes to the ends of its own list.
  if (field !== undefined || all[index]?.matches('vscode-dropdown') === true) return undefined;
  return event.key === 'Home' ? all[0] : event.key === 'End' ? all.at(-1) : undefined;
}

/** True when the caret stands where the arrow would leave the text, with nothing selected. */
function atEnd({ selectionStart, selectionEnd, value }: HTMLInputElement, step: number): boolean {
  return selectionStart === selectionEnd && selectionStart === (step < 0 ? 0 : value.length);
}
