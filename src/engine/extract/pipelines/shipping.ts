import type { Shipping } from '../../model/packaging-facts.js';

/** Commands and actions that put what was built into service. */
const DEPLOYS = new RegExp([
  String.raw`\bkubectl [^\n]{0,200}\b(?:apply|set image|rollout restart)\b`,
  String.raw`\bhelm [^\n]{0,200}\b(?:upgrade|install)\b`,
  String.raw`\bhelmfile [^\n]{0,100}\b(?:apply|sync)\b`,
  String.raw`\bdocker[ -]compose [^\n]{0,200}\bup\b`,
  String.raw`\bdocker stack deploy\b`,
  String.raw`\bkustomize edit set image\b`,
  String.raw`\bskaffold (?:run|deploy)\b`,
  String.raw`\bargocd app (?:sync|set)\b`,
  String.raw`\bgcloud run (?:services )?(?:deploy|update|replace)\b`,
  String.raw`\baws ecs update-service\b`,
  String.raw`\baz (?:containerapp|webapp) [^\n]{0,100}\b(?:up|update|set)\b`,
  String.raw`\bnomad (?:job )?run\b`,
  String.raw`\bfly(?:ctl)? deploy\b`,
  String.raw`uses: *["']?[\w.-]+/[\w.-]*deploy(?!-pages)[\w.-]*[@/]`,
].join('|'));

/** A job that is called so deploys, whatever its script does; documents and previews are no part of the system. */
const DEPLOY_JOB = /^(?:re)?deploy(?![\w-]*(?:docs|pages|preview|site|storybook))/i;

/** Branches and tags that stand for a version of everything: `v*`, `*.*.*`, `[0-9]+.[0-9]+`; `orders-v*` is of one service. */
const VERSION_TAG = /^v?(?:[*\d[]|\\d)/i;

/**
 * How what one run of a pipeline builds goes out: brought into service by the same run, or under one version. A run that only
 * builds and publishes for each commit, as in any repository of many services, leaves open what is deployed when.
 * @param jobs names of the jobs
 * @param tags patterns of the tags that start it; undefined when commits do as well
 */
export function shippingOf(text: string, jobs: readonly string[], tags: readonly string[] | undefined): Shipping | undefined {
  if (DEPLOYS.test(withoutComments(text)) || jobs.some((job) => DEPLOY_JOB.test(job))) return 'deployed';
  return tags !== undefined && tags.length > 0 && tags.every((tag) => VERSION_TAG.test(tag)) ? 'versioned' : undefined;
}

function withoutComments(text: string): string {
  return text.replace(/^\s*#.*$/gm, '');
}
