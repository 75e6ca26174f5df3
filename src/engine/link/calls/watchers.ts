import { manifestsAround } from '../deployables/code-folders.js';
import { extractorOf } from '../settings/extractor-names.js';
import type { Draft } from '../draft.js';
import type { LinkContext } from '../link-context.js';
import { runtimesOf } from '../link-context.js';

const ADMIN_SERVER = /:spring-boot-admin-(?:starter-)?server$/;

/** Settings that keep Spring Boot Admin from watching all that is registered (its reference documentation, "Service discovery"). */
const SELECTION = /^SPRING_BOOT_ADMIN_DISCOVERY_(?:ENABLED|IGNORED_?SERVICES|IGNORED_?INSTANCES_?METADATA|SERVICES|INSTANCES_?METADATA)/;

/** `turbine.appConfig`: names of applications whose streams Turbine gathers. */
const TURBINE_APPLICATIONS = /^TURBINE_APP_?CONFIG(?:_\d+)?$/;

/** Relations of programs that find whom they watch in a registry. Needs to know who registers where. */
export function wireWatchers(context: LinkContext): void {
  for (const draft of context.drafts) {
    wireTurbine(context, draft);
    if (draft.kind === 'telemetry') wireAdminServer(context, draft);
  }
}

function wireTurbine(context: LinkContext, from: Draft): void {
  for (const { unit, environment } of runtimesOf(context, from)) {
    for (const [name, { value, site }] of environment.variables) {
      if (value === undefined || !TURBINE_APPLICATIONS.test(name)) continue;
      for (const application of context.resolve(value, site.path, environment).text.split(/[\s,]+/)) {
        const to = context.findHost(application, unit === undefined ? {} : { unit });
        if (to !== undefined) context.wiring.add({ from, to, kind: 'telemetry', evidence: [{ site, extractor: extractorOf(site.path), confidence: 'config' }] });
      }
    }
  }
}

/** An admin server that looks into a registry asks the actuators of everybody who registers there. */
function wireAdminServer(context: LinkContext, from: Draft): void {
  const dependency = manifestsAround(context.inventory, from.codeFolders).flatMap(({ dependencies }) => dependencies).find(({ name }) => ADMIN_SERVER.test(name));
  if (dependency === undefined || runtimesOf(context, from).some(({ environment }) => [...environment.variables.keys()].some((name) => SELECTION.test(name)))) return;
  const registries = registriesOf(context, from);
  for (const to of context.drafts) {
    if (!registriesOf(context, to).some((registry) => registries.includes(registry))) continue;
    context.wiring.add({ from, to, kind: 'telemetry', evidence: [{ site: dependency.site, extractor: 'package-manifest', confidence: 'inferred' }] });
  }
}

function registriesOf({ wiring }: LinkContext, draft: Draft): Draft[] {
  return wiring.from(draft).filter(({ kind }) => kind === 'registers').map(({ to }) => to);
}
