// The scanner reads a barcode and reports its digits.
export const x = 1;
