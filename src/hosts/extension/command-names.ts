import { CLIENT_COMMANDS } from '../../protocol/server-messages.js';

/** All commands of the extension; those of the manifest and those that code actions name. */
export const COMMANDS = {
  showGraph: 'couplingLens.showGraph',
  analyse: 'couplingLens.analyse',
  exportGraph: 'couplingLens.exportGraph',
  writeBaseline: 'couplingLens.writeBaseline',
  showOutput: 'couplingLens.showOutput',
  reveal: 'couplingLens.reveal',
  openSample: 'couplingLens.openSample',
  openPlace: 'couplingLens.openPlace',
  ...CLIENT_COMMANDS,
} as const;
