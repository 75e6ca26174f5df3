/** What can take the keyboard focus; hidden and disabled ones are sorted out later. */
const FOCUSABLE = 'button, input, vscode-button, vscode-text-field, vscode-dropdown, [tabindex]';

/** A place where the focus was. */
interface Place {
  readonly element: HTMLElement | SVGElement;
  /** The part of the page it is in. */
  readonly part: HTMLElement | undefined;
  readonly name: string;
  /** Its place among those of the part that can take the focus. */
  readonly index: number;
}

/**
 * Keeps the keyboard focus when parts of the page are drawn anew or close: on the control of the same name, else on the one
 * that took its place, else where the focus was before it came into the part, else at home.
 */
export class FocusKeeper {
  /** Where the focus was before it entered a part. */
  private readonly before = new Map<HTMLElement, Element>();

  constructor(private readonly parts: readonly HTMLElement[], private readonly home: () => HTMLElement | SVGElement | undefined) {
    document.addEventListener('focusin', ({ target, relatedTarget }) => {
      const entered = this.partOf(target);
      if (entered !== undefined && relatedTarget instanceof Element && this.partOf(relatedTarget) !== entered) this.before.set(entered, relatedTarget);
    });
  }

  /** Draws, and then mends the focus if the drawing took it away. */
  during(draw: () => void): void {
    const place = this.remember();
    draw();
    if (place !== undefined && !isVisible(place.element)) this.mend(place);
  }

  private partOf(node: EventTarget | null): HTMLElement | undefined {
    return this.parts.find((part) => node instanceof Node && part.contains(node));
  }

  private remember(): Place | undefined {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement || element instanceof SVGElement) || element === document.body) return undefined;
    const part = this.partOf(element);
    return { element, part, name: nameOf(element), index: part === undefined ? 0 : focusable(part).findIndex((one) => one === element) };
  }

  private mend({ part, name, index }: Place): void {
    // The drawing itself may have moved the focus on.
    if (document.activeElement !== null && document.activeElement !== document.body && isVisible(document.activeElement)) return;
    const others = part === undefined ? [] : focusable(part);
    const former = part === undefined ? undefined : this.before.get(part);
    const next = others.find((one) => nameOf(one) === name) ?? others[Math.min(Math.max(index, 0), others.length - 1)];
    (next ?? (isFocusTarget(former) && isVisible(former) ? former : this.home()))?.focus({ preventScroll: true });
  }
}

function isFocusTarget(element: Element | undefined): element is HTMLElement | SVGElement {
  return element instanceof HTMLElement || element instanceof SVGElement;
}

function isVisible(element: Element): boolean {
  return element.isConnected && element.getClientRects().length > 0;
}

function focusable(part: HTMLElement): readonly HTMLElement[] {
  return [...part.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((element) => isVisible(element) && !element.matches('[disabled], vscode-data-grid-row, vscode-data-grid-cell'));
}

function nameOf(element: Element): string {
  return element.getAttribute('aria-label') ?? element.textContent ?? '';
}
