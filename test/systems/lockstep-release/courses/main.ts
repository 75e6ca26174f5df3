import express from 'express';
import { Pool } from 'pg';

const database = new Pool({ connectionString: process.env.DATABASE_URL });
const app = express();

app.get('/courses', async (_request, response) => {
  response.json((await database.query('SELECT * FROM courses')).rows);
});

app.listen(3000);
