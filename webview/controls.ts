import {
  provideVSCodeDesignSystem, vsCodeButton, vsCodeDataGrid, vsCodeDataGridCell, vsCodeDataGridRow, vsCodeDropdown, vsCodeOption,
  vsCodeProgressRing, vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import type { Button, DataGrid, DataGridCell, DataGridRow, Dropdown, TextField } from '@vscode/webview-ui-toolkit';
import { html, svg } from './dom.js';
import type { Child } from './dom.js';

/** Registers the toolkit's elements; call once before any control is made. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(), vsCodeTextField(), vsCodeDropdown(), vsCodeOption(), vsCodeProgressRing(), vsCodeDataGrid(), vsCodeDataGridRow(), vsCodeDataGridCell(),
  );
}

/** Line icons in a 16 px box. */
const ICONS = {
  search: 'M7 2.8a4.2 4.2 0 1 1 0 8.4a4.2 4.2 0 1 1 0 -8.4zM10.2 10.2L14 14',
  filter: 'M2.5 4h11M4.5 8h7M6.5 12h3',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  legend: 'M4 2.9a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 1 1 0 -3.2zM8 4.5h6M2.4 11.5h3.2M8 11.5h6',
  export: 'M8 2v8M5 7.2L8 10l3 -2.8M2.5 11v2.5h11V11',
  picture: 'M2.5 3h11v10h-11zM2.5 11l3.5 -3.5l2.5 2.5l2 -2l3 3M10 5.2a0.8 0.8 0 1 1 0 1.6a0.8 0.8 0 1 1 0 -1.6z',
  groups: 'M2 2.5h5v5h-5zM9 2.5h5v5h-5zM2 9.5h5v4h-5zM9 9.5h5v4h-5z',
  close: 'M4 4l8 8M12 4l-8 8',
  panel: 'M2.5 3h11v10h-11zM9.5 3v10',
} as const;

export type IconName = keyof typeof ICONS;

/** An icon; decorative, so hidden from screen readers. */
function icon(name: IconName): SVGElement {
  return svg('svg', { class: 'icon-16', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { d: ICONS[name] }));
}

/** A square toolbar button; `label` is its tooltip and accessible name. */
export function iconButton(name: IconName, label: string, onClick: () => void): Button {
  const button = document.createElement('vscode-button') as Button;
  button.setAttribute('appearance', 'icon');
  button.setAttribute('aria-label', label);
  button.title = label;
  button.append(icon(name));
  button.addEventListener('click', onClick);
  return button;
}

/** A text button. */
export function button(text: string, appearance: 'primary' | 'secondary', onClick: () => void): Button {
  const element = document.createElement('vscode-button') as Button;
  element.setAttribute('appearance', appearance);
  element.append(text);
  element.addEventListener('click', onClick);
  return element;
}

/** A single-line text field with a leading icon and, where there is one, the key that leads to it. */
export function textField(name: 'search' | 'filter', placeholder: string, keyHint: string | undefined, onInput: (text: string) => void): TextField {
  const field = document.createElement('vscode-text-field') as TextField;
  field.className = `${name}-field`;
  field.setAttribute('placeholder', placeholder);
  // The toolkit calls a field by the text inside of it, whatever label it is given.
  field.append(placeholder);
  field.append(html('span', { slot: 'start', class: 'slot-icon' }, icon(name)));
  // Drawn by the style sheet, so that it is no part of the name.
  if (keyHint !== undefined) field.append(html('kbd', { slot: 'end', 'aria-hidden': 'true', 'data-key': keyHint }));
  field.addEventListener('input', () => onInput(field.value));
  return field;
}

/** A drop-down of named values. */
export function dropdown<Value extends string>(label: string, options: readonly (readonly [Value, string])[], onChange: (value: Value) => void): Dropdown {
  const element = document.createElement('vscode-dropdown') as Dropdown;
  element.setAttribute('aria-label', label);
  for (const [value, text] of options) {
    const option = document.createElement('vscode-option');
    option.setAttribute('value', value);
    option.append(text);
    element.append(option);
  }
  element.addEventListener('change', () => {
    const chosen = options.find(([value]) => value === element.value);
    if (chosen !== undefined) onChange(chosen[0]);
  });
  return element;
}

/** A small turning ring. */
export function progressRing(): HTMLElement {
  return document.createElement('vscode-progress-ring');
}

/** An empty grid; rows are the caller's, so that only those in sight exist. */
export function dataGrid(label: string, ...children: readonly Child[]): DataGrid {
  const grid = document.createElement('vscode-data-grid') as DataGrid;
  grid.setAttribute('generate-header', 'none');
  grid.setAttribute('aria-label', label);
  for (const child of children) if (child !== undefined && child !== false) grid.append(child);
  return grid;
}

/** One row of a grid. */
export function gridRow(columns: string, cells: readonly DataGridCell[], kind: 'default' | 'header' = 'default'): DataGridRow {
  const row = document.createElement('vscode-data-grid-row') as DataGridRow;
  if (kind === 'header') row.setAttribute('row-type', 'header');
  row.gridTemplateColumns = columns;
  row.append(...cells);
  return row;
}

/** One cell; `column` is its 1-based place. */
export function gridCell(column: number, kind: 'default' | 'columnheader', ...children: readonly Child[]): DataGridCell {
  const cell = document.createElement('vscode-data-grid-cell') as DataGridCell;
  cell.setAttribute('grid-column', String(column));
  if (kind === 'columnheader') cell.setAttribute('cell-type', 'columnheader');
  for (const child of children) if (child !== undefined && child !== false) cell.append(child);
  return cell;
}
