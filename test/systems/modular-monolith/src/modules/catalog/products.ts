import { database } from '../../database.js';

export interface Product {
  readonly id: string;
  readonly price: number;
}

export async function findProduct(id: string): Promise<Product | undefined> {
  const found = await database.query('SELECT id, price FROM catalog.products WHERE id = $1', [id]);
  return found.rows[0];
}
