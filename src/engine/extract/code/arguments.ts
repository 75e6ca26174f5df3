import type { Argument, Call, FunctionOutline, Parameter, Value } from '../../syntax/outline/outline.js';

/** The argument at a position, or with one of the names. */
export function argument(call: { readonly arguments: readonly Argument[] }, index: number, ...names: readonly string[]): Value | undefined {
  const named = call.arguments.find(({ name }) => name !== undefined && names.includes(name));
  if (named !== undefined) return named.value;
  return call.arguments.filter(({ name }) => name === undefined)[index]?.value;
}

/** What a call gives for each parameter of the function that it enters. */
export function passedBy(call: Call, entered: FunctionOutline): Map<Parameter, Value> {
  const passed = new Map<Parameter, Value>();
  entered.parameters.forEach((parameter, index) => {
    const value = argument(call, index, parameter.name);
    if (value !== undefined) passed.set(parameter, value);
  });
  return passed;
}
