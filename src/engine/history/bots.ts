import { remembered } from '../model/remembered.js';

/** A word that names of programs hold: `dependabot[bot]`, `ci-bot`, `k8s-ci-robot`, `Build Automation`. Abbott and Talbot are people. */
const WORD = /(?:^|[^a-z])(?:bot|robot|automation)(?:$|[^a-z])/;

/** Programs whose names run together with other words. */
const PROGRAM = /dependabot|renovate|greenkeeper|snyk-?bot|imgbot|mergify|pyup|whitesource|weblate|allcontributors|semantic-release|fluxcdbot|argocd|github-actions/;

/** Build servers, when that is the whole name. */
const BUILD_SERVER = /^(?:ci|jenkins|teamcity|(?:travis|circle|gitlab|drone) ?ci|github action|azure pipelines?|release)$/;

/** Whether an author is a program; `author` is `Name <mail>`. What programs change together, no person has to think of together. */
export const isBot = remembered((author: string): boolean => {
  const [name = '', mail = ''] = author.toLowerCase().split(/[<>]/);
  const [user = ''] = mail.split('@');
  return [name.trim(), user].some((text) => WORD.test(text) || PROGRAM.test(text) || BUILD_SERVER.test(text));
});
