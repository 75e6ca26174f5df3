import { CLIENT_COMMANDS } from '../../protocol/server-messages.js';

/** All commands of the extension; those of the manifest and those that code actions name. */
export const COMMANDS = {
  showGraph: 'couplingLens.showGraph',
  analyse: 'couplingLens.analyse',
  stop: 'couplingLens.stop',
  exportGraph: 'couplingLens.exportGraph',
  writeBaseline: 'couplingLens.writeBaseline',
  showOutput: 'couplingLens.showOutput',
  reveal: 'couplingLens.reveal',
  revealFinding: 'couplingLens.revealFinding',
  compare: 'couplingLens.compare',
  graphOpen: 'couplingLens.graph.open',
  graphFocus: 'couplingLens.graph.focus',
  graphInside: 'couplingLens.graph.inside',
  graphTakeDown: 'couplingLens.graph.takeDown',
  graphCopy: 'couplingLens.graph.copy',
  openSample: 'couplingLens.openSample',
  openPlace: 'couplingLens.openPlace',
  ...CLIENT_COMMANDS,
} as const;
