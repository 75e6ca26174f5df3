import { expect, test } from 'vitest';
import { entryPointExtractor } from '../../src/engine/extract/entry-points.js';

/** Whether a program is found to start in a file. */
function starts(path: string, text: string): boolean {
  return entryPointExtractor.accepts(path) && entryPointExtractor.mayMatch(text) && entryPointExtractor.extract(path, text).facts.length > 0;
}

test('Go and Rust: the main function of a program', () => {
  expect(starts('cmd/orders/main.go', 'package main\n\nfunc main() {\n\trun()\n}\n')).toBe(true);
  expect(starts('orders/main.go', 'package orders\n\nfunc main() {}\n')).toBe(false);
  expect(starts('src/main.rs', '#[tokio::main]\nasync fn main() -> Result<()> {\n')).toBe(true);
  expect(starts('src/bin/stock.rs', 'fn main() {\n')).toBe(true);
  expect(starts('src/lib.rs', 'fn main() {\n')).toBe(false);
});

test('Python: a script that starts a server', () => {
  expect(starts('orders.py', 'from flask import Flask\napp = Flask(__name__)\nif __name__ == "__main__":\n    app.run(port=5001)\n')).toBe(true);
  expect(starts('orders.py', "import uvicorn\nif __name__ == '__main__':\n    uvicorn.run('app:app')\n")).toBe(true);
  expect(starts('import_csv.py', 'import csv\nif __name__ == "__main__":\n    job.run(1)\n')).toBe(false);
  expect(starts('test_orders.py', 'from flask import Flask\nif __name__ == "__main__":\n    app.run()\n')).toBe(false);
});

test('Node.js: a file in which a server listens', () => {
  expect(starts('orders/server.js', "const express = require('express');\nexpress().listen(3000);\n")).toBe(true);
  expect(starts('orders/main.ts', "import { NestFactory } from '@nestjs/core';\nawait app.listen(3000);\n")).toBe(true);
  expect(starts('web/menu.ts', "import { Menu } from './menu';\nmenu.listen('click');\n")).toBe(false);
});
