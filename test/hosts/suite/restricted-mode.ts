import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findingIn, graphWhere, uriOf } from './workspace.js';

describe('a workspace that is not trusted', () => {
  it('is analysed all the same, and the graph says that it is restricted', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    await findingIn(uriOf('compose.yaml'), 'log-driver-blocking');
    const { restricted } = await graphWhere('a complete graph', ({ complete }) => complete);
    assert.equal(restricted, true);
  });
});
