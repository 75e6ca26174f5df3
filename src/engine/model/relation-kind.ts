/** All kinds of relation, in the order of the documentation. */
export const RELATION_KINDS = [
  'calls', 'publishes', 'subscribes', 'stores', 'routes', 'registers', 'configures', 'telemetry', 'imports', 'changes-with', 'starts-after', 'shares',
] as const;

export type RelationKind = (typeof RELATION_KINDS)[number];
