import { manifestsAround } from '../deployables/code-folders.js';
import { mainContainers } from '../deployables/containers.js';
import type { Draft } from '../draft.js';
import type { LinkContext, Runtime } from '../link-context.js';

/** Libraries that fetch configuration from a configuration server, whose files may be in the workspace. */
const CONFIG_CLIENT = /:spring-cloud-(?:starter-)?config(?:-client)?$/;

/** Libraries that fetch configuration from elsewhere, and those that put a breaker around Feign without being asked to. */
const OTHER_SOURCES = /(?:consul|vault|zookeeper|nacos|kubernetes)[\w-]*-(?:config|all)$|:spring-cloud-starter-kubernetes|apollo-client|appconfiguration|app-configuration|parameter-store|secrets-?manager|:feign-hystrix$|:resilience4j-feign$/;

/** Variables and keys that name further files of configuration, or hold some. */
const MORE_CONFIGURATION = /^SPRING_(?:CONFIG_(?:ADDITIONAL_)?LOCATION|CONFIG_NAME|APPLICATION_JSON)$/;

/** Where Spring Boot looks for configuration beside the program. */
const READ_MOUNT = /(?:^|\/)(?:config|application[\w-]*\.(?:ya?ml|properties))(?:\/|$)/;

/** Whether everything that configures a program is in the workspace, as far as its libraries and its deployment tell. */
export function isConfigurationKnown({ inventory, configurations }: LinkContext, draft: Draft, { environment: { variables }, unit }: Runtime): boolean {
  const dependencies = manifestsAround(inventory, draft.codeFolders).flatMap((root) => root.dependencies);
  if (dependencies.length === 0 || dependencies.some(({ name }) => OTHER_SOURCES.test(name))) return false;
  if ([...variables].some(([name, { value }]) => MORE_CONFIGURATION.test(name) || (/^SPRING_CONFIG_IMPORT\b|^SPRING_CONFIG_IMPORT_\d/.test(name) && !/^(?:optional:)?configserver:/.test(String(value?.[0]))))) return false;
  const containers = unit === undefined ? [] : mainContainers(unit);
  if (containers.some(({ mounts, command }) => mounts.some(({ target }) => READ_MOUNT.test(target)) || command?.text.includes('spring.config.'))) return false;
  const name = configurations.nameOf(draft);
  return !dependencies.some((dependency) => CONFIG_CLIENT.test(dependency.name)) || inventory.configurations.some(({ application }) => application !== undefined && application === name);
}
