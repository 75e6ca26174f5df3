import { database } from '../../database.js';

export async function openAccount(lease: string): Promise<void> {
  await database.query('INSERT INTO accounts (lease) VALUES ($1)', [lease]);
}

export async function charge(flat: string, amount: number): Promise<void> {
  await database.query('UPDATE accounts SET owed = owed + $2 WHERE flat = $1', [flat, amount]);
}
