/** Strongly connected components of a directed graph, in reverse topological order: callees before callers. */
export interface Components {
  /** Component of each node. */
  readonly of: Int32Array;
  /** Members of each component. */
  readonly members: readonly (readonly number[])[];
}

/** Tarjan's algorithm, iterative so that long chains do not overflow the stack. Linear in nodes and edges. */
export function stronglyConnected(next: readonly (readonly number[])[]): Components {
  const count = next.length;
  const of = new Int32Array(count).fill(-1);
  const order = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  /** How many of its targets each node has looked at. */
  const step = new Int32Array(count);
  const path: number[] = [];
  const open: number[] = [];
  const members: number[][] = [];
  let clock = 0;

  for (let root = 0; root < count; root++) {
    if (order[root] !== -1) continue;
    path.push(root);
    while (path.length > 0) {
      const node = path[path.length - 1]!;
      if (step[node] === 0) {
        order[node] = low[node] = clock++;
        open.push(node);
      }
      const target = next[node]![step[node]!++];
      if (target !== undefined) {
        if (order[target] === -1) path.push(target);
        else if (of[target] === -1) low[node] = Math.min(low[node]!, order[target]!);
        continue;
      }
      path.pop();
      const parent = path[path.length - 1];
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[node]!);
      if (low[node] === order[node]) members.push(close(node, open, of, members.length));
    }
  }
  return { of, members };
}

function close(root: number, open: number[], of: Int32Array, component: number): number[] {
  const members: number[] = [];
  for (;;) {
    const node = open.pop();
    if (node === undefined) return members;
    of[node] = component;
    members.push(node);
    if (node === root) return members.sort((a, b) => a - b);
  }
}
