/** Groups numbered things that turn out to be the same. */
export class UnionFind {
  readonly #parent: number[];

  /** `size` things, each alone at first. */
  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, index) => index);
  }

  /** The lowest number of the group, so that the answer does not depend on the order of unions. */
  find(item: number): number {
    let root = item;
    for (let up = this.#parent[root]; up !== undefined && up !== root; up = this.#parent[root]) root = up;
    this.#parent[item] = root;
    return root;
  }

  /** Makes two groups one. */
  union(a: number, b: number): void {
    const [low, high] = [this.find(a), this.find(b)].sort((x, y) => x - y);
    if (low !== undefined && high !== undefined) this.#parent[high] = low;
  }

  /** Groups as lists of numbers, in the order of their lowest. */
  groups(): number[][] {
    const byRoot = new Map<number, number[]>();
    this.#parent.forEach((_, index) => {
      const root = this.find(index);
      const group = byRoot.get(root);
      if (group === undefined) byRoot.set(root, [index]);
      else group.push(index);
    });
    return [...byRoot.values()];
  }
}
