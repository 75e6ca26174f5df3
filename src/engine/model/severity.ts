/** How bad a finding is, worst first; VS Code's four diagnostic severities. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';
