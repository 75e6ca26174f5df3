import type { EnvironmentVariable, StartCommand } from './deployment-facts.js';
import type { Path, Site } from './text.js';

/** What Dockerfiles, package manifests, build tools and pipelines say of how code becomes what runs. */
export type PackagingFact = DockerfileFact | CodeRootFact | ReleaseFact | ImageSourceFact | SubmoduleFact;

/** What a build tool is told to make: a place of source, or a package by its name. */
export type BuildTarget = { readonly path: string } | { readonly name: string };

/** A Dockerfile: what is copied into the image tells which code belongs to a deployable. */
export interface DockerfileFact {
  readonly kind: 'dockerfile';
  /** Sources of COPY and ADD from the build context, as written; `--from=` stages left out. */
  readonly sources: readonly string[];
  /** What build tools in it are told to make, as written: places in the build context, and names of packages. */
  readonly builds: readonly BuildTarget[];
  /** `ARG` of all stages with their defaults: builds may give others. */
  readonly arguments: readonly { readonly name: string; readonly value?: string }[];
  readonly baseImages: readonly string[];
  readonly exposes: readonly number[];
  readonly environment: readonly EnvironmentVariable[];
  readonly workdir?: string;
  readonly command?: StartCommand;
  readonly site: Site;
}

/** A folder with a package manifest: a candidate for the code of a deployable, or a library. */
export interface CodeRootFact {
  readonly kind: 'code-root';
  readonly folder: Path;
  /** File name of the manifest: `package.json`, `pom.xml`, `go.mod`, ... */
  readonly manifest: string;
  readonly name?: string;
  /** `groupId` of Maven, `group` of Gradle: others name the package by both. */
  readonly group?: string;
  /** Whether the manifest shows an entry point that runs (a start script, a web SDK, a Boot plugin). */
  readonly runnable: 'yes' | 'no' | 'unknown';
  readonly dependencies: readonly { readonly name: string; readonly version: string; readonly site: Site }[];
  /** Version of the framework whose parent or plugin the build has: Spring Boot's, in numbers. */
  readonly framework?: string;
  /** Globs of member packages, for the root of a workspace. */
  readonly members: readonly string[];
  readonly site: Site;
}

/** How a run of a pipeline brings out what it builds: it deploys it, or gives all of it one version. */
export type Shipping = 'deployed' | 'versioned';

/** An image that a job of a pipeline builds and publishes, or all the images that the Compose files of a folder build. */
export interface ReleaseFact {
  readonly kind: 'release';
  readonly technology: 'github-actions' | 'gitlab-ci';
  readonly scope: 'image' | 'compose';
  /** What starts it, in words: `push to main in services/**`, `release`, `pipeline of .gitlab-ci.yml`. Whatever has the same trigger is released in one go. */
  readonly trigger: string;
  /** It may be skipped, or started alone: only when its own paths changed, or by hand. It then goes with no other. */
  readonly isFiltered: boolean;
  /** How the run brings out what it builds; absent when it only builds and publishes. */
  readonly shipping?: Shipping;
  /** Folder of the build's context, or of the Compose files. */
  readonly context?: Path;
  readonly dockerfile?: Path;
  /** Last segment of the image's repository, where it is known. */
  readonly image?: string;
  /** The entry of the job's matrix that it is for, else the step. */
  readonly site: Site;
}

/** What an image is made of, as a build tool has it. */
export interface ImageSourceFact {
  readonly kind: 'image-source';
  /** The name of the image, with or without registry and tag. */
  readonly image: string;
  /** Folder of the code, else of the build's context. */
  readonly folder: Path;
  readonly dockerfile?: Path;
  readonly site: Site;
}

/** A folder whose content is another repository's. Without `git submodule update` it is empty. */
export interface SubmoduleFact {
  readonly kind: 'submodule';
  readonly folder: Path;
  readonly site: Site;
}
