import { expect, test } from 'vitest';
import { linkTexts } from '../support/link-texts.js';

const CODE = { 'services/buying/Dockerfile': 'FROM node\n', 'services/buying/package.json': '{ "name": "buying", "scripts": { "start": "node ." } }' };
const compose = (image: string): string => `services:\n  orders: { image: "${image}" }\n`;

/** Folders of the code of the only service. */
function foldersOf(texts: Readonly<Record<string, string>>): readonly string[] | undefined {
  return [...linkTexts(texts).elements.values()].find(({ name }) => name === 'orders')?.codeFolders;
}

test('a build tool says which folder an image is made of, when neither name does', () => {
  const artifact = (path: string, text: string): Record<string, string> => ({ ...CODE, 'compose.yaml': compose('ghcr.io/shop/order-management:1.2'), [path]: text });
  expect(foldersOf(artifact('README.md', ''))).toEqual([]);
  expect(foldersOf(artifact('skaffold.yaml', 'build:\n  artifacts:\n    - { image: shop/order-management, context: services/buying }\n'))).toEqual(['services/buying']);
  expect(foldersOf(artifact('services/skaffold.yaml', 'profiles:\n  - build:\n      artifacts: [{ image: order-management, context: ., jib: { project: buying } }]\n'))).toEqual(['services/buying']);
  expect(foldersOf(artifact('Tiltfile', "docker_build('order-management', 'services/buying')\n"))).toEqual(['services/buying']);
});

test('a pipeline that builds an image says the same', () => {
  const workflow = 'on: push\njobs:\n  a:\n    steps:\n      - run: docker build -t shop/order-management services/buying && docker push shop/order-management\n';
  expect(foldersOf({ ...CODE, 'compose.yaml': compose('shop/order-management'), '.github/workflows/ci.yml': workflow })).toEqual(['services/buying']);
});

test('projects of Maven and Gradle name their image, not the one that they start from', () => {
  const plugin = (name: string, image: string): string => `<project><parent><artifactId>shop</artifactId></parent><artifactId>buying</artifactId><build><plugins><plugin><artifactId>${name}</artifactId><configuration><from><image>openjdk</image></from>${image}</configuration></plugin></plugins></build></project>`;
  const made = (image: string, path: string, text: string): readonly string[] | undefined => foldersOf({ 'compose.yaml': compose(image), [path]: text });
  expect(made('shop/order-management', 'services/buying/pom.xml', plugin('jib-maven-plugin', '<to><image>${registry}/order-management:${project.version}</image></to>'))).toEqual(['services/buying']);
  expect(made('shop/shop-buying', 'services/other/pom.xml', plugin('dockerfile-maven-plugin', '<repository>shop/shop-${project.artifactId}</repository>'))).toEqual(['services/other']);
  expect(made('openjdk', 'services/buying/pom.xml', plugin('jib-maven-plugin', ''))).toEqual([]);
  expect(made('shop/order-management', 'services/buying/build.gradle.kts', 'jib {\n  from { image = "openjdk" }\n  to { image = "shop/order-management" }\n}\n')).toEqual(['services/buying']);
  expect(made('shop/order-management', 'services/buying/build.gradle', "ext { jarName = 'order-management' }\njar { baseName = \"${project.jarName}\" }\n")).toEqual(['services/buying']);
});
