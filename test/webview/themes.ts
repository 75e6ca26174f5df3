/** A VS Code theme as the webview meets it: a class on the body, and custom properties on the root. */
export interface Theme {
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}

const FONTS = {
  '--vscode-font-family': '-apple-system, BlinkMacSystemFont, "Segoe WPC", "Segoe UI", Inter, system-ui, "Ubuntu", "Droid Sans", sans-serif',
  '--vscode-font-size': '13px',
  '--vscode-font-weight': 'normal',
  '--vscode-editor-font-family': 'Menlo, Monaco, Consolas, "Droid Sans Mono", "DejaVu Sans Mono", monospace',
  '--vscode-editor-font-size': '13px',
};

/** The tokens the page and the toolkit use, as in VS Code's built-in themes. */
export const THEMES: Readonly<Record<'dark' | 'light' | 'high-contrast' | 'high-contrast-light', Theme>> = {
  dark: {
    bodyClass: 'vscode-dark',
    variables: {
      ...FONTS,
      '--vscode-editor-background': '#1F1F1F', '--vscode-foreground': '#CCCCCC', '--vscode-descriptionForeground': '#9D9D9D', '--vscode-focusBorder': '#0078D4',
      '--vscode-panel-border': '#2B2B2B', '--vscode-widget-border': '#313131', '--vscode-editorHoverWidget-background': '#202020', '--vscode-editorHoverWidget-border': '#454545', '--vscode-sideBar-background': '#181818',
      '--vscode-input-background': '#313131', '--vscode-input-foreground': '#CCCCCC', '--vscode-input-border': '#3C3C3C', '--vscode-input-placeholderForeground': '#989898', '--vscode-settings-textInputBackground': '#313131', '--vscode-settings-textInputBorder': '#3C3C3C', '--vscode-settings-textInputForeground': '#CCCCCC',
      '--vscode-dropdown-background': '#313131', '--vscode-dropdown-border': '#3C3C3C', '--vscode-dropdown-foreground': '#CCCCCC', '--vscode-dropdown-listBackground': '#1F1F1F', '--vscode-settings-dropdownListBorder': '#3C3C3C',
      '--vscode-button-background': '#0078D4', '--vscode-button-foreground': '#FFFFFF', '--vscode-button-hoverBackground': '#026EC1', '--vscode-button-secondaryBackground': '#313131', '--vscode-button-secondaryForeground': '#CCCCCC', '--vscode-button-secondaryHoverBackground': '#3C3C3C', '--vscode-button-border': '#FFFFFF12',
      '--vscode-textLink-foreground': '#4DAAFC', '--vscode-textLink-activeForeground': '#4DAAFC', '--vscode-panelTitle-activeBorder': '#0078D4', '--vscode-panelTitle-activeForeground': '#CCCCCC', '--vscode-progressBar-background': '#0078D4',
      '--vscode-editorError-foreground': '#F14C4C', '--vscode-editorWarning-foreground': '#CCA700', '--vscode-editorInfo-foreground': '#59A4F9',
      '--vscode-list-hoverBackground': '#2A2D2E', '--vscode-list-activeSelectionBackground': '#04395E', '--vscode-list-activeSelectionForeground': '#FFFFFF',
      '--vscode-toolbar-hoverBackground': '#5A5D5E50', '--vscode-icon-foreground': '#CCCCCC', '--vscode-widget-shadow': '#0000005C',
      '--vscode-scrollbarSlider-background': '#79797966',
    },
  },
  light: {
    bodyClass: 'vscode-light',
    variables: {
      ...FONTS,
      '--vscode-editor-background': '#FFFFFF', '--vscode-foreground': '#3B3B3B', '--vscode-descriptionForeground': '#3B3B3B', '--vscode-focusBorder': '#005FB8',
      '--vscode-panel-border': '#E5E5E5', '--vscode-widget-border': '#E5E5E5', '--vscode-editorHoverWidget-background': '#F8F8F8', '--vscode-editorHoverWidget-border': '#C8C8C8', '--vscode-sideBar-background': '#F8F8F8',
      '--vscode-input-background': '#FFFFFF', '--vscode-input-foreground': '#3B3B3B', '--vscode-input-border': '#CECECE', '--vscode-input-placeholderForeground': '#767676', '--vscode-settings-textInputBackground': '#FFFFFF', '--vscode-settings-textInputBorder': '#CECECE', '--vscode-settings-textInputForeground': '#3B3B3B',
      '--vscode-dropdown-background': '#FFFFFF', '--vscode-dropdown-border': '#CECECE', '--vscode-dropdown-foreground': '#3B3B3B', '--vscode-dropdown-listBackground': '#FFFFFF', '--vscode-settings-dropdownListBorder': '#CECECE',
      '--vscode-button-background': '#005FB8', '--vscode-button-foreground': '#FFFFFF', '--vscode-button-hoverBackground': '#0258A8', '--vscode-button-secondaryBackground': '#E5E5E5', '--vscode-button-secondaryForeground': '#3B3B3B', '--vscode-button-secondaryHoverBackground': '#CCCCCC', '--vscode-button-border': '#0000001A',
      '--vscode-textLink-foreground': '#005FB8', '--vscode-textLink-activeForeground': '#005FB8', '--vscode-panelTitle-activeBorder': '#005FB8', '--vscode-panelTitle-activeForeground': '#3B3B3B', '--vscode-progressBar-background': '#005FB8',
      '--vscode-editorError-foreground': '#E51400', '--vscode-editorWarning-foreground': '#BF8803', '--vscode-editorInfo-foreground': '#0063D3',
      '--vscode-list-hoverBackground': '#F2F2F2', '--vscode-list-activeSelectionBackground': '#E8E8E8', '--vscode-list-activeSelectionForeground': '#000000',
      '--vscode-toolbar-hoverBackground': '#B8B8B850', '--vscode-icon-foreground': '#3B3B3B', '--vscode-widget-shadow': '#00000029',
      '--vscode-scrollbarSlider-background': '#64646466',
    },
  },
  'high-contrast': {
    bodyClass: 'vscode-high-contrast',
    variables: {
      ...FONTS,
      '--vscode-editor-background': '#000000', '--vscode-foreground': '#FFFFFF', '--vscode-descriptionForeground': '#FFFFFFB3', '--vscode-focusBorder': '#F38518',
      '--vscode-contrastBorder': '#6FC3DF', '--vscode-contrastActiveBorder': '#F38518',
      '--vscode-panel-border': '#6FC3DF', '--vscode-widget-border': '#6FC3DF', '--vscode-editorHoverWidget-background': '#0C141F', '--vscode-editorHoverWidget-border': '#6FC3DF', '--vscode-sideBar-background': '#000000',
      '--vscode-input-background': '#000000', '--vscode-input-foreground': '#FFFFFF', '--vscode-input-border': '#6FC3DF', '--vscode-input-placeholderForeground': '#FFFFFFB3', '--vscode-settings-textInputBackground': '#000000', '--vscode-settings-textInputBorder': '#6FC3DF', '--vscode-settings-textInputForeground': '#FFFFFF',
      '--vscode-dropdown-background': '#000000', '--vscode-dropdown-border': '#6FC3DF', '--vscode-dropdown-foreground': '#FFFFFF', '--vscode-dropdown-listBackground': '#000000', '--vscode-settings-dropdownListBorder': '#6FC3DF',
      '--vscode-button-background': '#000000', '--vscode-button-foreground': '#FFFFFF', '--vscode-button-secondaryForeground': '#FFFFFF', '--vscode-button-border': '#6FC3DF',
      '--vscode-textLink-foreground': '#21A6FF', '--vscode-textLink-activeForeground': '#21A6FF', '--vscode-panelTitle-activeBorder': '#6FC3DF', '--vscode-panelTitle-activeForeground': '#FFFFFF', '--vscode-progressBar-background': '#6FC3DF',
      '--vscode-editorError-foreground': '#F48771', '--vscode-editorWarning-foreground': '#FFD370', '--vscode-editorInfo-foreground': '#3794FF',
      '--vscode-icon-foreground': '#FFFFFF', '--vscode-scrollbarSlider-background': '#6FC3DF99',
    },
  },
  'high-contrast-light': {
    bodyClass: 'vscode-high-contrast-light',
    variables: {
      ...FONTS,
      '--vscode-editor-background': '#FFFFFF', '--vscode-foreground': '#292929', '--vscode-descriptionForeground': '#292929B3', '--vscode-focusBorder': '#006BBD',
      '--vscode-contrastBorder': '#0F4A85', '--vscode-contrastActiveBorder': '#006BBD',
      '--vscode-panel-border': '#0F4A85', '--vscode-widget-border': '#0F4A85', '--vscode-editorHoverWidget-background': '#FFFFFF', '--vscode-editorHoverWidget-border': '#0F4A85', '--vscode-sideBar-background': '#FFFFFF',
      '--vscode-input-background': '#FFFFFF', '--vscode-input-foreground': '#292929', '--vscode-input-border': '#0F4A85', '--vscode-input-placeholderForeground': '#292929B3', '--vscode-settings-textInputBackground': '#FFFFFF', '--vscode-settings-textInputBorder': '#0F4A85', '--vscode-settings-textInputForeground': '#292929',
      '--vscode-dropdown-background': '#FFFFFF', '--vscode-dropdown-border': '#0F4A85', '--vscode-dropdown-foreground': '#292929', '--vscode-dropdown-listBackground': '#FFFFFF', '--vscode-settings-dropdownListBorder': '#0F4A85',
      '--vscode-button-background': '#0F4A85', '--vscode-button-foreground': '#FFFFFF', '--vscode-button-hoverBackground': '#0F4A85', '--vscode-button-secondaryBackground': '#FFFFFF', '--vscode-button-secondaryForeground': '#292929', '--vscode-button-border': '#0F4A85',
      '--vscode-textLink-foreground': '#0F4A85', '--vscode-textLink-activeForeground': '#0F4A85', '--vscode-panelTitle-activeBorder': '#B5200D', '--vscode-panelTitle-activeForeground': '#292929', '--vscode-progressBar-background': '#006BBD',
      '--vscode-editorError-foreground': '#B5200D', '--vscode-editorWarning-foreground': '#895503', '--vscode-editorInfo-foreground': '#1A85FF',
      '--vscode-icon-foreground': '#292929', '--vscode-scrollbarSlider-background': '#0F4A8566',
    },
  },
};
