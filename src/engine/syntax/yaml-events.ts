import { COLLECTION_STYLE, EVENT_ID, SCALAR_STYLE, getScalarValue, type Event, type ScalarEvent } from 'js-yaml';
import type { Span } from '../model/text.js';
import type { YamlDocument, YamlList, YamlMap, YamlNode, YamlPair, YamlScalar } from './yaml-tree.js';
import { isNull, markShared, type Placed } from './yaml-building.js';

/** Builds trees from the events of js-yaml, which keep offsets and cost a tenth of a full syntax tree. */
export function treesFromEvents(text: string, events: readonly Event[]): YamlDocument[] {
  return new EventReader(text, events).documents();
}

class EventReader {
  private at = 0;
  /** Everything before is read; ends of collections are looked for from here. */
  private end = 0;
  private anchors = new Map<string, YamlNode | undefined>();
  private aliased = new Set<YamlNode>();

  constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
  ) {}

  documents(): YamlDocument[] {
    const documents: YamlDocument[] = [];
    while (this.at < this.events.length) {
      this.at++; // the document event
      this.anchors = new Map();
      this.aliased = new Set();
      const root = this.isOpen() ? this.node().node : undefined;
      while (this.isOpen()) this.node();
      this.at++; // its pop
      markShared(this.aliased);
      documents.push({ root, span: root?.span ?? { start: this.end, end: this.end } });
    }
    return documents;
  }

  private isOpen(): boolean {
    const event = this.events[this.at];
    return event !== undefined && event.type !== EVENT_ID.POP;
  }

  private node(): Placed {
    const event = this.events[this.at++];
    switch (event?.type) {
      case EVENT_ID.ALIAS:
        return this.alias({ start: event.anchorStart, end: event.anchorEnd });
      case EVENT_ID.SCALAR:
        return this.anchored(event, this.scalar(event));
      case EVENT_ID.MAPPING:
        return this.anchored(event, this.map(event.start, event.style === COLLECTION_STYLE.FLOW));
      case EVENT_ID.SEQUENCE:
        return this.anchored(event, this.list(event.start, event.style === COLLECTION_STYLE.FLOW));
      default:
        return { node: undefined, start: this.end, end: this.end, alias: false };
    }
  }

  private alias(name: Span): Placed {
    const node = this.anchors.get(this.text.slice(name.start, name.end));
    if (node !== undefined) this.aliased.add(node);
    this.end = name.end;
    return { node, start: name.start - 1, end: name.end, alias: true };
  }

  /** An anchor counts only after its node is complete, so no tree can contain itself. */
  private anchored(event: { anchorStart: number; anchorEnd: number }, placed: Placed): Placed {
    if (event.anchorStart >= 0) this.anchors.set(this.text.slice(event.anchorStart, event.anchorEnd), placed.node);
    return placed;
  }

  private scalar(event: ScalarEvent): Placed {
    if (event.valueStart < 0) {
      this.end = Math.max(this.end, event.anchorEnd, event.tagEnd);
      return { node: undefined, start: this.end, end: this.end, alias: false };
    }
    const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
    const quote = quoted ? 1 : 0;
    const span = { start: event.valueStart - quote, end: event.valueEnd + quote };
    const node: YamlScalar = {
      kind: 'scalar',
      text: event.fast ? this.text.slice(event.valueStart, event.valueEnd) : getScalarValue(this.text, event),
      plain: event.style === SCALAR_STYLE.PLAIN,
      span,
      inner: { start: event.valueStart, end: event.valueEnd },
    };
    this.end = span.end;
    return { node, ...span, alias: false };
  }

  private map(start: number, flow: boolean): Placed {
    const pairs: YamlPair[] = [];
    this.end = Math.max(this.end, flow ? start + 1 : start);
    while (this.isOpen()) {
      const key = this.node();
      this.skipColon();
      const value = this.node();
      if (key.node?.kind !== 'scalar') continue;
      const span = { start: key.start, end: this.end };
      pairs.push({ key: key.node, value: isNull(value.node) ? undefined : value.node, span, alias: value.alias, merged: false });
    }
    const span = { start, end: this.close(flow, '}') };
    const node: YamlMap = { kind: 'map', flow, span, pairs, shared: false };
    return { node, ...span, alias: false };
  }

  private list(start: number, flow: boolean): Placed {
    const items: (YamlNode | undefined)[] = [];
    this.end = Math.max(this.end, start + 1);
    while (this.isOpen()) {
      const item = this.node().node;
      items.push(isNull(item) ? undefined : item);
    }
    const span = { start, end: this.close(flow, ']') };
    const node: YamlList = { kind: 'list', flow, span, items, shared: false };
    return { node, ...span, alias: false };
  }

  /** So that a pair without a value ends behind its colon. */
  private skipColon(): void {
    let at = this.end;
    while (this.text[at] === ' ' || this.text[at] === '\t') at++;
    if (this.text[at] === ':') this.end = at + 1;
  }

  /** Consumes the pop; between the last item and a closing bracket there are only blanks, commas and comments. */
  private close(flow: boolean, bracket: string): number {
    this.at++;
    if (!flow) return this.end;
    let at = this.end;
    while (at < this.text.length && this.text[at] !== bracket) {
      const newline = this.text[at] === '#' ? this.text.indexOf('\n', at) : at;
      at = newline < 0 ? this.text.length : newline + 1;
    }
    this.end = Math.min(at + 1, this.text.length);
    return this.end;
  }
}
