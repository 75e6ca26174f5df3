import { literal } from '../model/expression.js';
import type { Extractor } from '../model/facts.js';
import type { Path } from '../model/text.js';
import { parseJson } from '../syntax/json.js';
import { scalarsIn } from '../syntax/yaml-scalars.js';

const SETTINGS = /(?:^|\/)appsettings(?:\.([^/]+))?\.json$/i;
/** Routes of Ocelot, which teams also keep under other names; what is in them tells. */
const OCELOT = /(?:^|\/)(?:ocelot|configuration)(?:[.-]([^/]+))?\.json$/i;
const NOT_IN_PRODUCTION = /(?:^|\/)(?:(?:[^/]*[._-])?[Tt]ests?|[^/]*[a-zA-Z0-9]Tests?|bin|obj)\//;

/** Ocelot reads all `ocelot.*.json` of a folder; only names of environments make one of them hold there alone. */
const ENVIRONMENT = /^(?:dev|development|local|test|testing|qa|uat|staging|stage|prod|production|docker|compose|k8s|kubernetes)$/i;

/** Reads the configuration of .NET applications: keys as `Section:Key`, by environment. */
export const appsettingsExtractor: Extractor = {
  id: 'appsettings',
  coverage: { title: '.NET configuration', readings: [], notRead: [] },
  version: 1,
  accepts: (path) => (SETTINGS.test(path) || OCELOT.test(path)) && !NOT_IN_PRODUCTION.test(path),
  mayMatch: (text) => text.includes('"'),
  extract(path, text) {
    if (!SETTINGS.test(path) && !/"DownstreamHostAndPorts"|"DownstreamPathTemplate"/.test(text)) return { facts: [], problems: [] };
    const { documents, problems } = parseJson(text);
    const profile = profileOf(path);
    const scalars = documents.flatMap(({ root }) => scalarsIn(root, (before, step) => (before === '' ? String(step) : `${before}:${step}`)));
    return {
      facts: scalars.map(({ key, text: value, span }) => ({
        kind: 'configuration', key, value: literal(value), site: { path, span }, ...(profile !== undefined && { profile }),
      })),
      problems: problems.map(({ span, message }) => ({ site: { path, span }, message })),
    };
  },
};

function profileOf(path: Path): string | undefined {
  const settings = SETTINGS.exec(path);
  if (settings !== null) return settings[1];
  const name = OCELOT.exec(path)?.[1];
  return name !== undefined && ENVIRONMENT.test(name) ? name : undefined;
}
