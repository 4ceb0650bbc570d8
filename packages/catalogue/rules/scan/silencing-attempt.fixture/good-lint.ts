// biome-ignore lint/style/noParameterAssign: the value is normalised here
export const x = 1;
