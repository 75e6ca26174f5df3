import type { Container, NetworkServiceFact, UnitFact } from '../../model/deployment-facts.js';
import { compareSites, folderOf } from '../../model/text.js';
import { withBoughtPrograms } from './bought-programs.js';
import { classify } from './classify.js';
import type { CodeFolders } from './code-folders.js';
import { manifestsOf } from './code-folders.js';
import { indexCodeRoles, type CodeRoles } from './code-roles.js';
import { variantOf, type Deployable } from './deployables.js';
import type { Draft } from '../draft.js';
import { isSidecarUnit, mainContainers } from './containers.js';
import { isBaseFile } from '../names/environment.js';
import type { Inventory } from '../inventory.js';
import { family, imageRepository, isPlace, lastSegment, words } from '../names/names.js';
import { draftPrograms } from './programs.js';
import type { Projects } from './projects.js';
import { imageText } from '../names/resolve.js';
import { indexAwaitedTasks } from './awaited-tasks.js';
import { ownImages, renderedRelease, unitAliases } from './unit-names.js';

/** Makes a draft of every deployable, and of every program that no deployment file mentions. */
export function draftElements(inventory: Inventory, projects: Projects, code: CodeFolders, deployables: readonly Deployable[]): Draft[] {
  const drafts = withBoughtPrograms(withoutKindsOfRoles(draftAll(inventory, projects, code, deployables)));
  return drafts.some(({ role }) => role === 'business') ? drafts : drafts.map(asService);
}

/** One program in several roles, each started by its settings: the role `config` of it serves something of its own, and is no server of configuration. */
function withoutKindsOfRoles(drafts: readonly Draft[]): Draft[] {
  const imagesOf = ({ units }: Draft): string[] => [...new Set(units.flatMap(ownImages))];
  const users = new Map<string, number>();
  for (const draft of drafts) if (draft.role === 'business') for (const image of imagesOf(draft)) users.set(image, (users.get(image) ?? 0) + 1);
  return drafts.map((draft) => (draft.kind === 'config' && imagesOf(draft).some((image) => (users.get(image) ?? 0) > 1) ? { ...draft, kind: 'service', role: 'business' } : draft));
}

/** A system has a service: a monolith that also signs in its users, or routes for others, is one all the same. */
function asService(draft: Draft): Draft {
  const isOwn = draft.codeFolders.length > 0 && !draft.isTask && (draft.kind === 'auth' || draft.kind === 'gateway');
  return isOwn ? { ...draft, kind: 'service', role: 'business' } : draft;
}

function draftAll(inventory: Inventory, projects: Projects, code: CodeFolders, deployables: readonly Deployable[]): Draft[] {
  const hasManyProjects = new Set(projects.values()).size > 1;
  const roleOf = indexCodeRoles(inventory);
  const isAwaited = indexAwaitedTasks(inventory, projects);
  const drafts = deployables.filter(({ units }) => units.some(isWhole) && !units.filter(isWhole).every(isSidecarUnit)).map((deployable) => {
    const grouped = deployable.units.find(({ technology }) => technology !== 'kubernetes');
    const project = hasManyProjects && grouped !== undefined ? lastSegment(folderOf(projects.get(grouped.site.path) ?? '')) : '';
    return draftUnits(inventory, code, roleOf, deployable, deployable.units.some(isAwaited), deployable.units.find(({ namespace }) => namespace !== undefined)?.namespace ?? project);
  });
  const owned = withoutBorrowedCode(drafts);
  // Nobody runs what others only start from, and no other program is made of its code.
  return withCode(owned.filter(({ units }) => !units.every((unit) => isBaseImage(inventory, unit))), draftPrograms(inventory, roleOf, owned));
}

/** A Job with the image of a service runs a task of it, and nothing of what its code does besides. */
function withoutBorrowedCode(drafts: readonly Draft[]): Draft[] {
  const isJob = ({ units }: Draft): boolean => units.every(({ workload }) => workload === 'Job');
  const ofServices = new Set(drafts.filter((draft) => !isJob(draft)).flatMap(({ codeFolders }) => codeFolders));
  return drafts.map((draft) => (isJob(draft) && draft.codeFolders.some((folder) => ofServices.has(folder)) ? { ...draft, codeFolders: [] } : draft));
}

/** The only program that nothing runs is the code of the only service without any, when their names agree: `shop` runs `acme-shop`. */
function withCode(drafts: readonly Draft[], programs: readonly Draft[]): Draft[] {
  const [program, ...others] = programs;
  const [service, ...further] = drafts.filter(({ role, codeFolders }) => role === 'business' && codeFolders.length === 0);
  if (program === undefined || service === undefined || others.length > 0 || further.length > 0) return [...drafts, ...programs];
  const [inner, outer] = [words(service.name), words(program.name)].sort((a, b) => a.length - b.length);
  if (inner === undefined || !inner.every((word) => outer?.includes(word))) return [...drafts, program];
  for (const alias of [program.name, ...program.aliases]) service.aliases.add(alias);
  return drafts.map((draft) => (draft === service ? { ...service, codeFolders: program.codeFolders } : draft));
}

/** An overlay that only patches a workload declares nothing by itself. */
function isWhole({ containers }: UnitFact): boolean {
  return containers.some(({ image, build }) => image !== undefined || build !== undefined);
}

function draftUnits(inventory: Inventory, code: CodeFolders, roleOf: CodeRoles, { units, services }: Deployable, isAwaitedTask: boolean, group: string): Draft {
  const ordered = [...units].sort(byTellingPlace);
  const name = nameOf(ordered, services);
  const codeFolders = [...new Set(ordered.flatMap((unit) => code.of(unit)))];
  const dockerfiles = ordered.flatMap((unit) => code.dockerfileOf(unit) ?? []);
  const manifests = manifestsOf(inventory, codeFolders);
  const classification = classify({ name, units: ordered, dockerfiles, manifests, codeRole: roleOf(codeFolders), codeFolders, isAwaitedTask });
  const aliases = new Set([...ordered.flatMap(unitAliases), ...services.map((service) => service.name), ...codeFolders.map(lastSegment)]);
  for (const { name: packageName } of manifests) if (packageName !== undefined) aliases.add(packageName);
  const hasCommand = ordered.some((unit) => mainContainers(unit).some(({ command }) => command !== undefined));
  const imageCommand = hasCommand ? undefined : dockerfiles[0]?.command;
  return {
    name,
    role: classification.kind === 'service' && !classification.isTask ? 'business' : 'infra',
    aliases,
    definedAt: ordered.map(({ site }) => site),
    units: ordered,
    services,
    codeFolders,
    ...(imageCommand && { imageCommand }),
    isEntry: ordered.some((unit) => mainContainers(unit).some(({ published }) => published.length > 0)) || services.some(({ type }) => type === 'NodePort' || type === 'LoadBalancer'),
    ...classification,
    ...(group === '' ? {} : { group }),
  };
}

/** Whether a unit says nothing but how to build an image that other Dockerfiles start from. */
function isBaseImage({ dockerfiles }: Inventory, { containers, startsAfter }: UnitFact): boolean {
  if (startsAfter.length > 0 || !containers.every(isOnlyBuilt)) return false;
  const names = new Set(containers.flatMap((container) => lastSegment(imageRepository(imageText(container) ?? ''))).filter((name) => name !== ''));
  return [...dockerfiles.values()].some(({ baseImages }) => baseImages.some((image) => names.has(lastSegment(imageRepository(image)))));
}

function isOnlyBuilt({ build, command, environment, published, ports, mounts }: Container): boolean {
  return build !== undefined && command === undefined && environment.length + published.length + ports.length + mounts.length === 0;
}

/** Base files before overrides, Compose before Kubernetes, manifests before those rendered for a release, outer folders before inner ones, then by place. */
function byTellingPlace(a: UnitFact, b: UnitFact): number {
  return rank(a) - rank(b) || depth(a) - depth(b) || compareSites(a.site, b.site);
}

function depth({ site }: UnitFact): number {
  return site.path.split('/').length;
}

function rank(unit: UnitFact): number {
  if (!isWhole(unit)) return 4;
  if (unit.technology === 'kubernetes') return renderedRelease(unit) === undefined ? 2 : 3;
  return isBaseFile(unit.site.path) ? 0 : 1;
}

/** The shortest clear name: the Compose key or the name in an AppHost, else the Kubernetes Service of the same family, else the workload. */
function nameOf(units: readonly UnitFact[], services: readonly NetworkServiceFact[]): string {
  const [first] = units;
  if (first === undefined) return '';
  if (first.technology !== 'kubernetes') return new Set(units.filter(({ technology }) => technology === 'compose').map(({ name }) => name)).size > 1 ? (variantOf(first) ?? first.name) : first.name;
  const versionless = withoutObject(family(first.name));
  const service = services.find(({ name }) => name === versionless) ?? services.find(({ name }) => name === family(versionless));
  if (service !== undefined) return service.name;
  const [only, ...others] = new Set(services.map(({ name }) => name));
  // The workload `app` in each of several namespaces is what its Service calls it.
  if (isPlace(versionless) && only !== undefined && others.length === 0 && !words(only).includes(versionless)) return only;
  return new Set(units.map(({ name }) => name)).size > 1 ? versionless : withoutObject(first.name);
}

/** The name without what only says which object of Kubernetes bears it: `orders-deployment` is `orders`. */
function withoutObject(name: string): string {
  return name.replace(/-(?:deployment|deploy|depl|statefulset|daemonset)$/, '');
}
