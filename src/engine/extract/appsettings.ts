import { literal } from '../model/expression.js';
import type { ConfigurationFact } from '../model/setting-facts.js';
import type { Extractor } from '../model/facts.js';
import type { Path } from '../model/text.js';
import { parseJson } from '../syntax/json.js';
import { scalarsIn } from '../syntax/yaml-scalars.js';
import { get, pairsOf, textOf } from '../syntax/yaml.js';

const SETTINGS = /(?:^|\/)appsettings(?:\.([^/]+))?\.json$/i;
/** Routes of Ocelot, which teams also keep under other names; what is in them tells. */
const OCELOT = /(?:^|\/)(?:ocelot|configuration)(?:[.-]([^/]+))?\.json$/i;
/** Files that teams give to YARP alone. */
const YARP = /(?:^|\/)(?:yarp|reverse-?proxy)(?:[.-]([^/]+))?\.json$/i;
/** How developers start a program: it says where it listens. */
const LAUNCH = /(?:^|\/)Properties\/launchSettings\.json$/;
const NOT_IN_PRODUCTION = /(?:^|\/)(?:(?:[^/]*[._-])?[Tt]ests?|[^/]*[a-zA-Z0-9]Tests?|bin|obj)\//;

const OCELOT_ROUTE = /"DownstreamHostAndPorts"|"DownstreamPathTemplate"/;
const YARP_CLUSTER = /"ReverseProxy"[^]*"Destinations"/;

/** Ocelot reads all `ocelot.*.json` of a folder; only names of environments make one of them hold there alone. */
const ENVIRONMENT = /^(?:dev|development|local|test|testing|qa|uat|staging|stage|prod|production|docker|compose|k8s|kubernetes)$/i;

/** Reads the configuration of .NET applications: keys as `Section:Key`, by environment. */
export const appsettingsExtractor: Extractor = {
  id: 'appsettings',
  coverage: {
    title: '.NET configuration',
    readings: [
      { technology: 'appsettings', reads: 'connection strings, sections with addresses, by environment', yields: 'configuration' },
      { technology: 'YARP', reads: 'destinations of clusters, in the settings or in a file `yarp.json`', yields: 'configuration' },
      { technology: 'Ocelot', reads: 'downstream hosts, paths and service names, by environment', yields: 'configuration' },
    ],
    notRead: ['user secrets'],
  },
  version: 3,
  accepts: (path) => (SETTINGS.test(path) || OCELOT.test(path) || YARP.test(path) || LAUNCH.test(path)) && !NOT_IN_PRODUCTION.test(path),
  mayMatch: (text) => text.includes('"'),
  extract(path, text) {
    if (LAUNCH.test(path)) return { facts: launchUrls(path, text), problems: [] };
    const isRouting = !SETTINGS.test(path);
    if (isRouting && !(OCELOT.test(path) ? OCELOT_ROUTE : YARP_CLUSTER).test(text)) return { facts: [], problems: [] };
    const { documents, problems } = parseJson(text);
    const profile = profileOf(path);
    const scalars = documents.flatMap(({ root }) => scalarsIn(root, (before, step) => (before === '' ? String(step) : `${before}:${step}`)));
    const settings: ConfigurationFact[] = scalars.map(({ key, text: value, span }) => ({
      kind: 'configuration', key, value: literal(value), site: { path, span }, ...(profile !== undefined && { profile }),
    }));
    return {
      // Who keeps routes in a file of their own passes requests on.
      facts: isRouting ? [...settings, { kind: 'role', role: 'gateway', site: { path, span: { start: 0, end: 0 } } }] : settings,
      problems: problems.map(({ span, message }) => ({ site: { path, span }, message })),
    };
  },
};

/** The addresses of all profiles, under the key that ASP.NET takes them from. */
function launchUrls(path: Path, text: string): ConfigurationFact[] {
  const profiles = pairsOf(get(parseJson(text).documents[0]?.root, 'profiles'));
  return profiles.flatMap(({ value: profile }, index) => {
    const node = get(profile, 'applicationUrl');
    const urls = textOf(node);
    return node === undefined || urls === undefined ? [] : [{ kind: 'configuration', key: `Urls:${index}`, value: literal(urls), site: { path, span: node.span } }];
  });
}

function profileOf(path: Path): string | undefined {
  const settings = SETTINGS.exec(path);
  if (settings !== null) return settings[1];
  const name = (OCELOT.exec(path) ?? YARP.exec(path))?.[1];
  return name !== undefined && ENVIRONMENT.test(name) ? name : undefined;
}
