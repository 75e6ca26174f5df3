import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyseFiles, contextOf } from './support/apply-fix.js';
import { faultOf } from './support/fix-fault.js';
import { readSystem, SYSTEMS } from './support/sample-system.js';

describe('fixes in sample systems', () => {
  test.each(readdirSync(SYSTEMS).filter((name) => !name.includes('.')))('%s', async (system) => {
    const files = readSystem(system);
    const analysis = analyseFiles(files);
    const context = contextOf(files, analysis);
    const faults: string[] = [];
    for (const finding of analysis.findings) {
      for (const fix of finding.fixes) {
        const fault = await faultOf(context, finding, fix);
        if (fault !== undefined) faults.push(`${finding.rule}, ${fix.title}: ${fault}`);
      }
    }
    expect(faults).toEqual([]);
  });
});
