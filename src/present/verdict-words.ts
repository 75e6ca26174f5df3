import { STYLE_NAMES, type Contribution, type Crossing, type Site, type Verdict } from '../engine/index.js';
import { sectionOf, signed, twoDigits, type ExplanationSection, type ToPlace } from './explanation.js';

/** Contributions below this are not worth a line. */
const LEAST_AMOUNT = 0.005;

/** Longer lists are cut, with the number of the rest. */
const MOST_LINES = 10;

/** What takes how much from `logical`, largest first, each with the first place that shows it. */
export function contributionsSection({ contributions }: Verdict, toPlace: ToPlace): ExplanationSection {
  const shown = contributions.filter(({ amount }) => amount >= LEAST_AMOUNT);
  const rest = shown.slice(MOST_LINES);
  return {
    heading: 'What takes how much from logical',
    lines: [
      ...shown.slice(0, MOST_LINES).map((contribution) => {
        const site = evidenceOf(contribution);
        return { text: `${signed(-contribution.amount)}  ${contribution.cause}`, ...(site !== undefined && { place: toPlace(site) }) };
      }),
      ...(rest.length === 0 ? [] : [{ text: `${signed(-rest.reduce((sum, { amount }) => sum + amount, 0))}  ${rest.length} more` }]),
    ],
  };
}

/** The first place that shows a cause; what changes together has none in the files. */
function evidenceOf({ relations, sites }: Pick<Contribution, 'relations' | 'sites'>): Site | undefined {
  return sites?.[0] ?? relations.find(({ kind }) => kind !== 'changes-with')?.evidence[0].site;
}

/** What would move the system over the line; empty when it already stands on the better side. */
export function crossingSection({ crossing }: Verdict): ExplanationSection {
  if (crossing === undefined) return sectionOf('', []);
  return sectionOf(crossingHeading(crossing), [
    ...crossing.steps.map(({ title, logical }, i) => `${i + 1}. ${title}: logical ${twoDigits(logical)}`),
    ...crossingNotes(crossing),
  ]);
}

/** "What would make it microservices" */
export function crossingHeading({ towards }: Crossing): string {
  const name = STYLE_NAMES[towards].toLowerCase();
  return `What would make it ${towards === 'microservices' ? name : `a ${name}`}`;
}

/** How far the answer can be trusted. */
export function crossingNotes({ steps, isSmallest, awaitsHistory }: Crossing): string[] {
  if (steps.length === 0) return ['No change of the relations that were found would do: see what takes most.'];
  const smallest = steps.length === 1 ? 'One change is enough.' : isSmallest ? 'Fewer changes do not do.' : 'Another choice might do with fewer.';
  return [smallest, ...(awaitsHistory ? ['The mark follows once the history of changes shows them, too.'] : [])];
}
