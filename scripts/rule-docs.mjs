// Writes the page of every rule, the rule tables of the README and the rules' settings in the manifest, from the rules and their fixtures.
import { build } from 'esbuild';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);

const { outputFiles } = await build({
  stdin: {
    contents: `export { ruleGroups, rules } from './src/engine/rules/index.js'; export * from './test/support/rule-page.js';`,
    resolveDir: root.pathname,
  },
  bundle: true,
  write: false,
  format: 'esm',
});
const { ruleGroups, rules, rulePage, ruleSettings, ruleTables } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);

mkdirSync(new URL('docs/rules/', root), { recursive: true });
for (const rule of rules) {
  const example = readFileSync(new URL(`test/rules/${rule.id}/example.txt`, root), 'utf8');
  writeFileSync(new URL(`docs/rules/${rule.id}.md`, root), rulePage(rule, example));
}

const readme = new URL('README.md', root);
if (existsSync(readme)) {
  const text = readFileSync(readme, 'utf8');
  writeFileSync(readme, text.replace(/(<!-- rules -->\n)[\s\S]*?(<!-- \/rules -->)/, (_, start, end) => start + ruleTables(ruleGroups) + end));
}
const manifestFile = new URL('package.json', root);
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
manifest.contributes.configuration.properties['couplingLens.rules'].properties = ruleSettings(rules);
writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);

console.log(`Wrote the pages of ${rules.length} rules to docs/rules.`);
