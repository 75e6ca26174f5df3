import { rules, type Analysis, type Finding, type Severity, type Site } from '../engine/index.js';
import { toPlace, type LineStarts } from './place.js';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

/**
 * The findings as SARIF 2.1.0, for code scanning services. Suppressed ones are in it as such.
 * @param version of this program
 */
export function toSarif({ findings }: Analysis, version: string, lineStartsOf: LineStarts): object {
  const used = rules.filter(({ id }) => findings.some(({ rule }) => rule === id));
  const indexes = new Map(used.map(({ id }, index) => [id, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'Coupling Lens',
          version,
          rules: used.map(({ id, title, why, remedy, severity }) => ({
            id, shortDescription: { text: title }, fullDescription: { text: why }, help: { text: remedy }, defaultConfiguration: { level: LEVELS[severity] },
          })),
        },
      },
      columnKind: 'utf16CodeUnits',
      results: findings.map((finding) => toResult(finding, indexes.get(finding.rule), lineStartsOf)),
    }],
  };
}

function toResult({ rule, severity, message, site, related, suppressed }: Finding, ruleIndex: number | undefined, lineStartsOf: LineStarts): object {
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[severity],
    message: { text: message },
    locations: [toLocation(site, lineStartsOf)],
    ...(related.length === 0 ? {} : { relatedLocations: related.map((place) => ({ ...toLocation(place.site, lineStartsOf), message: { text: place.message } })) }),
    ...(suppressed === false ? {} : { suppressions: [{ kind: suppressed === 'comment' ? 'inSource' : 'external' }] }),
  };
}

function toLocation(site: Site, lineStartsOf: LineStarts): object {
  const { path, line, column, endLine, endColumn } = toPlace(site, lineStartsOf);
  return {
    physicalLocation: {
      artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}
