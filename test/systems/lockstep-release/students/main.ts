import express from 'express';
import { Pool } from 'pg';

const database = new Pool({ connectionString: process.env.DATABASE_URL });
const app = express();

app.get('/students', async (_request, response) => {
  response.json((await database.query('SELECT * FROM students')).rows);
});

app.listen(3000);
