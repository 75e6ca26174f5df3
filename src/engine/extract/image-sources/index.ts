import type { Extractor } from '../../model/facts.js';
import { readGradleImages, readPomImages } from './jvm.js';
import { readSkaffold } from './skaffold.js';
import { readTiltfile } from './tilt.js';

const [SKAFFOLD, TILT, POM, GRADLE] = [/(?:^|\/)skaffold[^/]*\.ya?ml$/, /(?:^|\/)Tiltfile[^/]*$/, /(?:^|\/)pom\.xml$/, /(?:^|\/)build\.gradle(?:\.kts)?$/];

/** Build tools that say which folder an image is made of, when its name does not. */
export const imageSourceExtractor: Extractor = {
  id: 'image-sources',
  coverage: {
    title: 'Images and their folders',
    readings: [
      { technology: 'Skaffold', reads: 'artifacts with their context, Dockerfile, Jib project or Ko package', yields: 'image-source' },
      { technology: 'Tilt', reads: '`docker_build` with literal names and contexts', yields: 'image-source' },
      { technology: 'Maven', reads: 'image names of Jib, Spotify’s and Fabric8’s plugins, and Spring Boot’s', yields: 'image-source' },
      { technology: 'Gradle', reads: 'image names of Jib, `bootBuildImage` and Docker plugins; base names of archives, which images are called after', yields: 'image-source' },
    ],
    notRead: ['Docker Bake', 'Bazel rules', 'functions and loops of a Tiltfile', 'names that another build file sets'],
  },
  version: 1,
  accepts: (path) => SKAFFOLD.test(path) || TILT.test(path) || POM.test(path) || GRADLE.test(path),
  mayMatch: (text) => /artifacts|docker_build|docker|jib|image|[bB]aseName/.test(text),
  extract(path, text) {
    const read = SKAFFOLD.test(path) ? readSkaffold : TILT.test(path) ? readTiltfile : POM.test(path) ? readPomImages : readGradleImages;
    return { facts: read(path, text), problems: [] };
  },
};
