import type { SwitchedNames, VariableSwitch } from '../../model/code-facts.js';
import type { Path, Site } from '../../model/text.js';
import type { Draft } from '../draft.js';
import { append } from '../inventory.js';
import { runtimesOf, type LinkContext, type Switches } from '../link-context.js';
import type { Ownership } from '../ownership/ownership.js';
import { UNKNOWN_MARK } from '../names/resolve.js';

const NO: ReadonlySet<string> = new Set(['', '0', 'false', 'no', 'off']);

/**
 * One image in several roles asks its environment which of them it has: `if (process.env.RUN_WORKER)`. A part is off where others that run the same code
 * switch it on; an element that sets none of a file's switches has a role by default, and nobody knows which parts that means.
 */
export function indexSwitches(context: Pick<LinkContext, 'inventory' | 'environments' | 'configurations' | 'runtimes' | 'resolve'>, ownership: Ownership): Switches {
  const byFile = new Map<Path, SwitchedNames[]>();
  for (const { switched = [], site } of context.inventory.variableNames) for (const block of switched) append(byFile, site.path, block);

  const valuesOf = (draft: Draft, name: string): (string | undefined)[] => runtimesOf(context, draft).flatMap(({ environment }) => {
    const variable = environment.variables.get(name);
    if (variable === undefined) return [];
    const text = variable.value === undefined ? UNKNOWN_MARK : context.resolve(variable.value, variable.site.path, environment).text;
    return [text.includes(UNKNOWN_MARK) ? undefined : text];
  });
  const isSwitchedOn = (draft: Draft, { name, equals }: VariableSwitch): boolean =>
    valuesOf(draft, name).some((value) => value === undefined || (equals === undefined ? !NO.has(value.toLowerCase()) : value === equals));
  const chooses = (draft: Draft, file: Path): boolean =>
    (byFile.get(file) ?? []).some(({ when }) => when.some(({ name }) => valuesOf(draft, name).length > 0));

  function runs(draft: Draft, file: Path, { when }: SwitchedNames): boolean | undefined {
    const isAnyOn = (one: Draft): boolean => when.some((asked) => isSwitchedOn(one, asked));
    if (isAnyOn(draft)) return true;
    return chooses(draft, file) && ownership.of(file).drafts.some(isAnyOn) ? false : undefined;
  }
  const around = ({ path, span }: Site): SwitchedNames[] => (byFile.get(path) ?? []).filter((block) => block.span.start <= span.start && span.start < block.span.end);
  return {
    isOff: (draft, site) => around(site).some((block) => runs(draft, site.path, block) === false),
    isOn: (draft, site) => around(site).some((block) => runs(draft, site.path, block) === true),
    mentions: (draft, name) => [...byFile].some(([file, blocks]) => blocks.some((block) => block.names.includes(name) && ownership.of(file).drafts.includes(draft) && runs(draft, file, block) === true)),
    namesOn: (draft, file) => (byFile.get(file) ?? []).flatMap((block) => (runs(draft, file, block) === false ? [] : block.names)),
  };
}
