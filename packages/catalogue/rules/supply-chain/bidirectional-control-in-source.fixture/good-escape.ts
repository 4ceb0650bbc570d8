export const mark = "\u202e";
