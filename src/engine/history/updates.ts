import type { Path } from '../model/text.js';

const UPDATES = /\b(?:bump|upgrad|updat)\w*/i;
/** What is updated: other people's code, or anything to a version with a dot in it. Singular `package` and `version` are words of many domains. */
const DEPENDENCIES = /\b(?:dependenc(?:y|ies)|deps|packages|librar(?:y|ies)|libs|versions|base images?|(?:npm|nuget|pip|maven|gradle|go) (?:packages?|modules?))\b|\b(?:to|from) (?:[\w.@/-]+ )?v?\d+\.\d/i;

/** Whether the first line of a message says that other people's code was brought up to date. */
export function updatesDependencies(subject: string): boolean {
  return UPDATES.test(subject) && DEPENDENCIES.test(subject);
}

/** Files that name the dependencies of a package, in all the languages. */
const MANIFEST = /(?:^|\/)(?:package\.json|pom\.xml|build\.gradle(?:\.kts)?|go\.mod|requirements[\w.-]*\.(?:txt|in)|pyproject\.toml|setup\.(?:py|cfg)|Pipfile|Gemfile|composer\.json|Cargo\.toml|mix\.exs|packages\.config|[^/]+\.(?:cs|fs|vb)proj)$/;

/** Whether a file names the dependencies of a package. */
export function isManifest(path: Path): boolean {
  return MANIFEST.test(path);
}
